import type { Engine } from '../../src/core/engine.ts'
import type { Finding } from '../../src/core/finding.ts'
import {
  type Assignment,
  type Contribution,
  contributionSchema,
  type GivenContribution,
  type Member,
} from '../../src/core/member.ts'
import { memoryEngine } from '../../src/engine/memory/memory-engine.ts'
import { analyst } from '../../src/patterns/members.ts'

export const finding = (agent: string, component: string, strength: number, more: Partial<Finding> = {}): Finding => ({
  agent,
  component,
  cause: 'oom-killed',
  signal: 'test',
  role: 'cause',
  strength,
  summary: `${component} was killed`,
  citations: [{ source: `${agent}.log`, line: 1, quote: component }],
  ...more,
})

/** An analyst that finds one thing. */
export const finder = (name: string, component: string, confidence = 0.8): Member =>
  analyst(name, () => ({ summary: `${name} looked.`, confidence, findings: [finding(name, component, confidence)] }))

export const ASSIGNMENT: Assignment = { question: 'What broke?', findings: [], parts: [] }

/** The member at work, by itself. */
export async function work(
  member: Member,
  assignment: Assignment = ASSIGNMENT,
  engine?: Engine,
): Promise<Contribution> {
  const own = engine ?? (await memoryEngine())
  try {
    const handle = await own.start(
      { name: `test.${member.name}`, run: (run, given: Assignment) => member.work(run, given) },
      assignment,
    )
    return contributionSchema.parse(await handle.result())
  } finally {
    if (!engine) await own.close()
  }
}

/** What agents do that are not as they should be. */
export const MISCHIEF: Readonly<Record<string, (name: string) => Member>> = {
  hangs: (name) => ({ name, work: () => new Promise(() => undefined) }),
  'hangs in a step': (name) => analyst(name, () => new Promise(() => undefined)),
  throws: (name) => ({
    name,
    work: () => {
      throw new Error('at once')
    },
  }),
  rejects: (name) => analyst(name, () => Promise.reject(new Error('later'))),
  'answers nonsense': (name) => analyst(name, () => 'yes' as unknown as GivenContribution),
  'answers nothing': (name) => analyst(name, () => undefined as unknown as GivenContribution),
  'answers too surely': (name) => analyst(name, () => ({ summary: 's', confidence: 7 })),
  'answers twice': (name) => ({
    name,
    async work(run) {
      const one = run.step('look', () => ({ summary: 'one', confidence: 0.5, findings: [finding(name, 'twice', 0.5)] }))
      const two = run.step('look', () => ({ summary: 'two', confidence: 0.9, findings: [finding(name, 'twice', 0.9)] }))
      return (await Promise.all([one, two]))[0]
    },
  }),
  'claims what it was not told': (name) =>
    analyst(name, () => ({
      summary: 's',
      confidence: 1,
      findings: [
        finding(name, 'nowhere', 1, {
          citations: [],
          basis: [{ agent: 'nobody', summary: 'never said', strength: 1, citations: [] }],
        }),
      ],
    })),
  'is well': (name) => finder(name, 'payments'),
}
