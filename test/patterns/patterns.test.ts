import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryBus } from '../../src/bus/memory/memory-bus.ts'
import type { Finding } from '../../src/core/finding.ts'
import type { Contribution, Member } from '../../src/core/member.ts'
import { memoryEngine } from '../../src/engine/memory/memory-engine.ts'
import { type Coordination, coordinate } from '../../src/patterns/coordinate.ts'
import { type DebateRecord, debate } from '../../src/patterns/debate.ts'
import { hierarchy, type TeamRecord, team } from '../../src/patterns/hierarchy.ts'
import { analyst } from '../../src/patterns/members.ts'
import { type MeshRecord, mesh, meshTopic } from '../../src/patterns/mesh.ts'
import { type PipelineRecord, pipeline } from '../../src/patterns/pipeline.ts'
import { until } from '../contracts/bus-contract.ts'
import { ASSIGNMENT, finder, finding, MISCHIEF, work } from './crew-of-tests.ts'

const recordOf = <T>({ data }: Contribution) => data as T
const three = [finder('logs', 'payments', 0.9), finder('metrics', 'payments', 0.7), finder('traces', 'ledger', 0.6)]

describe('coordinate', () => {
  it('plans, sends out in parallel, and sums up by rule, with the votes in the record', async () => {
    const given = await work(coordinate({ name: 'crew', members: three }))
    expect(given).toMatchObject({ position: 'payments: oom-killed', summary: expect.stringContaining('logs, metrics') })
    expect(recordOf<Coordination>(given).decision).toMatchObject({
      choice: 'payments: oom-killed',
      votes: [{ agent: 'logs' }, { agent: 'metrics' }, { agent: 'traces' }],
    })
    expect(given.findings).toHaveLength(3)
  })

  it('refuses a plan that cannot be done, says why, and goes by its rule', async () => {
    const bad = { steps: [{ id: 'x', agent: 'logs', question: '?', after: ['x'] }] }
    const given = await work(coordinate({ name: 'crew', members: three, plan: () => bad }))
    expect(recordOf<Coordination>(given)).toMatchObject({ planProblem: expect.stringContaining('x after x') })
    expect(given.findings).toHaveLength(3)
    const none = await work(coordinate({ name: 'crew', members: three, plan: () => 'as you like' }))
    expect(none.findings).toHaveLength(3)
  })

  it('follows up at most three gaps with two questions, appends the answers, and says of each why', async () => {
    const questions: string[] = []
    const asking = analyst('logs', ({ question, findings }) => {
      questions.push(question)
      return {
        summary: question,
        confidence: 0.5,
        findings: [finding('logs', findings.length > 0 ? 'again' : 'first', 0.5)],
        gaps: [1, 2, 3, 4].map((number) => ({
          agent: number === 2 ? 'nobody' : 'logs',
          question: `${question.split('\n')[0]}.${number}`,
          why: `because ${number}`,
        })),
      }
    })
    const given = await work(coordinate({ name: 'crew', members: [asking] }))
    const { gaps, parts } = recordOf<Coordination>(given)
    expect(gaps.map(({ question, status }) => [question, status])).toEqual([
      ['What broke?.1', 'followed-up'],
      ['What broke?.2', 'nobody-knows'],
      ['What broke?.3', 'followed-up'],
    ])
    expect(questions).toEqual(['What broke?', 'What broke?.1\nWhy: because 1', 'What broke?.3\nWhy: because 3'])
    expect(parts.map(({ contribution }) => contribution?.findings[0]?.component)).toEqual(['first', 'again', 'again'])
  })

  it('goes to a person where recommendations contradict each other', async () => {
    const wanting = (name: string, action: string) =>
      analyst(name, () => ({
        summary: name,
        confidence: 0.9,
        position: 'payments',
        recommendations: [{ agent: name, component: 'payments', action, why: 'w', confidence: 0.9 }],
      }))
    const given = await work(coordinate({ name: 'crew', members: [wanting('a', 'roll-back'), wanting('b', 'scale')] }))
    expect(recordOf<Coordination>(given).decision).toMatchObject({ choice: null, person: 'contradiction' })
    expect(given.summary).toContain('a person has to decide')
  })

  it('sends a pattern as it sends an agent', async () => {
    const inner = pipeline({ name: 'stages', stages: [finder('triage', 'payments'), finder('deep', 'payments')] })
    const given = await work(
      coordinate({
        name: 'crew',
        members: [inner, debate({ name: 'sides', sides: three }), finder('logs', 'payments')],
      }),
    )
    expect(given.findings.map(({ agent }) => agent).sort()).toEqual(
      ['deep', 'logs', 'logs', 'metrics', 'traces', 'triage'].filter((name, place, all) => all.indexOf(name) === place),
    )
    expect(recordOf<Coordination>(given).parts.map(({ status }) => status)).toEqual([
      'completed',
      'completed',
      'completed',
    ])
  })
})

describe('pipeline', () => {
  it('hands on what each stage knows', async () => {
    const heard: string[][] = []
    const stage = (name: string) =>
      analyst(name, ({ findings, data }) => {
        heard.push([...findings.map(({ agent }) => agent), `data ${data}`])
        return { summary: `${name} done`, confidence: 0.5, findings: [finding(name, name, 0.5)], data: name }
      })
    const given = await work(
      pipeline({ name: 'p', stages: [stage('triage'), stage('investigation'), stage('remediation')] }),
      { ...ASSIGNMENT, data: 'the bundle' },
    )
    expect(heard).toEqual([
      ['data the bundle'],
      ['triage', 'data triage'],
      ['triage', 'investigation', 'data investigation'],
    ])
    expect(given.summary).toBe('remediation done')
  })

  it('stops where a stage gave nothing and says what was not begun, or goes on where that is wanted', async () => {
    const stages = [
      finder('triage', 'payments'),
      MISCHIEF.throws?.('investigation') as Member,
      finder('verification', 'payments'),
    ]
    const stopped = await work(pipeline({ name: 'p', stages }))
    expect(stopped).toMatchObject({ isPartial: true, summary: expect.stringContaining('Not begun: verification.') })
    const on = await work(pipeline({ name: 'p', stages, onFailure: 'go-on' }))
    expect(recordOf<PipelineRecord>(on).parts.map(({ status }) => status)).toEqual(['completed', 'failed', 'completed'])
  })
})

describe('debate', () => {
  const stubborn = (name: string, position: string, confidence: number) =>
    analyst(name, () => ({ summary: name, confidence, position }))
  const swayed = analyst('swayed', ({ parts }) => ({
    summary: 's',
    confidence: 0.9,
    position: parts.length > 0 ? 'x' : 'y',
  }))

  it('lets the sides hear each other, and decides by what they stand for in the end', async () => {
    const given = await work(debate({ name: 'd', sides: [stubborn('a', 'x', 0.6), swayed, stubborn('c', 'y', 0.5)] }))
    const { rounds, decision, decidedBy } = recordOf<DebateRecord>(given)
    expect(rounds.map((parts) => parts.map(({ contribution }) => contribution?.position))).toEqual([
      ['x', 'y', 'y'],
      ['x', 'x', 'y'],
    ])
    expect(decision).toMatchObject({ choice: 'x' })
    expect(decidedBy).toMatch(/^rule: /)
  })

  it('is decided by a judge, and by the rule where the judge fails', async () => {
    const judge = analyst('judge', ({ parts }) => ({
      summary: `heard ${parts.length}`,
      confidence: 0.7,
      position: 'y',
    }))
    const sides = [stubborn('a', 'x', 0.6), stubborn('c', 'y', 0.5)]
    expect(await work(debate({ name: 'd', sides, judge }))).toMatchObject({ position: 'y', summary: 'heard 2' })
    const failing = await work(debate({ name: 'd', sides, judge: MISCHIEF.throws?.('judge') as Member }))
    expect(failing).toMatchObject({ position: 'x', isPartial: true, summary: expect.stringContaining('by rule') })
  })
})

describe('hierarchy', () => {
  it('goes from workers through managers to the head', async () => {
    const manager = (name: string) =>
      analyst(name, ({ parts, findings }) => ({
        summary: `${name} over ${parts.map(({ agent }) => agent).join('+')}`,
        confidence: 0.8,
        findings: [...findings],
      }))
    const given = await work(
      hierarchy({
        name: 'h',
        head: manager('head'),
        teams: [
          {
            name: 'backend',
            manager: manager('m1'),
            workers: [finder('logs', 'payments'), finder('traces', 'payments')],
          },
          { name: 'data', workers: [team({ name: 'deep', workers: [finder('db', 'ledger')] })] },
        ],
      }),
    )
    expect(given.summary).toBe('head over backend+data')
    expect(given.findings.map(({ agent }) => agent).sort()).toEqual(['db', 'logs', 'traces'])
    expect(recordOf<TeamRecord>(given).parts[0]?.contribution?.summary).toBe('m1 over logs+traces')
  })
})

describe('mesh', () => {
  /** Says something new about every finding of others that it has not heard of; for ever. */
  const gossip = (name: string) =>
    analyst(name, ({ findings }) => ({
      summary: name,
      confidence: 0.5,
      findings:
        findings.length === 0
          ? [finding(name, 'start', 0.5)]
          : findings
              .slice(0, 2)
              .map(({ agent, summary }) => finding(name, agent, 0.5, { summary: `${name} of ${summary}` })),
    }))

  it('ends at the limit of hops with peers that would go on for ever', async () => {
    for (const hopLimit of [0, 1, 3]) {
      const given = await work(mesh({ name: 'm', peers: [gossip('a'), gossip('b')], hopLimit }))
      const { ended, hops } = recordOf<MeshRecord>(given)
      expect([ended, hops.length]).toEqual(['hop-limit', hopLimit + 1])
      const deepest = Math.max(...given.findings.map(({ summary }) => summary.split(' of ').length - 1))
      expect(deepest).toBe(hopLimit)
    }
  })

  it('ends when it is quiet, and comes to the same whoever is quick', async () => {
    const builder = (name: string, on: string) =>
      analyst(name, async ({ findings }) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
        const heard = findings.filter(({ component }) => component === on)
        return {
          summary: name,
          confidence: 0.6,
          findings: [
            ...(findings.length === 0 && name === 'a' ? [finding('a', 'a', 0.9)] : []),
            ...heard.map(() => finding(name, name, 0.8)),
          ],
        }
      })
    const peers = () => [builder('a', 'none'), builder('b', 'a'), builder('c', 'b'), builder('d', 'c')]
    const results = await Promise.all(
      Array.from({ length: 5 }, () => work(mesh({ name: 'm', peers: peers(), hopLimit: 9 }))),
    )
    for (const given of results) {
      expect(recordOf<MeshRecord>(given).ended).toBe('quiet')
      expect(given.findings).toEqual(results[0]?.findings)
      expect(given.findings.map(({ agent }) => agent)).toEqual(['a', 'b', 'c', 'd'])
    }
  })

  it('tells findings over the bus, and reacts to those of agents elsewhere', async () => {
    const bus = memoryBus()
    const engine = await memoryEngine()
    const told: Finding[] = []
    const answering: Member = {
      name: 'local',
      work: (run, { findings }) =>
        run.step('look', async () => {
          // The run of the mesh is the one above its peers.
          const topic = meshTopic(run.id.split('/')[0] ?? '')
          if (findings.length > 0)
            return {
              summary: 's',
              confidence: 0.5,
              findings: findings.map(({ component }) => finding('local', `${component} confirmed`, 0.5)),
            }
          await bus.subscribe(topic, (message) => void (message.type === 'finding' && told.push(message.body.finding)))
          await bus.publish(topic, {
            id: randomUUID(),
            version: 1,
            type: 'finding',
            from: 'stranger',
            at: 0,
            priority: 'normal',
            hops: 0,
            body: { finding: finding('stranger', 'disk', 0.7) },
          })
          await new Promise((resolve) => setTimeout(resolve, 20))
          return { summary: 's', confidence: 0.5, findings: [finding('local', 'cpu', 0.5)] }
        }),
    }
    const given = await work(mesh({ name: 'm', peers: [answering], bus }), ASSIGNMENT, engine)
    expect(given.findings.map(({ agent, component }) => `${agent} ${component}`)).toContain('local disk confirmed')
    await until(() => told.some(({ component }) => component === 'cpu'))
    await engine.close()
    await bus.close()
  })

  it('settles with twenty peers and a thousand findings', async () => {
    const start = Array.from({ length: 1_000 }, (_, number) =>
      finding(`source-${number % 20}`, `component-${number}`, 0.5, { summary: `finding ${number}` }),
    )
    const peers = Array.from({ length: 20 }, (_, number) =>
      analyst(`peer-${number}`, ({ findings }) => ({
        summary: 'looked',
        confidence: 0.5,
        // Each knows something of one in fifty that it hears.
        findings: findings
          .filter((_, place) => place % 50 === number)
          .map(({ component, summary }) =>
            finding(`peer-${number}`, component, 0.4, { summary: `${summary}, seen by ${number}` }),
          ),
      })),
    )
    const given = await work(mesh({ name: 'm', peers, hopLimit: 6 }), { ...ASSIGNMENT, findings: start })
    const { ended, hops } = recordOf<MeshRecord>(given)
    expect(given.findings.length).toBeGreaterThan(1_300)
    expect(hops.length).toBeLessThanOrEqual(7)
    expect(['quiet', 'hop-limit']).toContain(ended)
  }, 60_000)
})

describe('every pattern', () => {
  const kinds = Object.keys(MISCHIEF)
  const patterns: Record<string, (members: Member[], all: number) => Member> = {
    coordinate: (members, all) =>
      coordinate({ name: 'p', members, synthesis: members[0] as Member, milliseconds: { member: all, all } }),
    pipeline: (stages, all) => pipeline({ name: 'p', stages, onFailure: 'go-on', milliseconds: { member: all, all } }),
    debate: (sides, all) => debate({ name: 'p', sides, judge: sides[0] as Member, milliseconds: { member: all, all } }),
    hierarchy: (workers, all) =>
      hierarchy({
        name: 'p',
        head: workers[0] as Member,
        teams: [{ name: 't', workers, manager: workers.at(-1) as Member }],
        milliseconds: { member: all, all },
      }),
    mesh: (peers, all) => mesh({ name: 'p', peers, milliseconds: { member: all, all } }),
  }
  const LIMIT = 150
  /** For journals and a busy machine. */
  const GRACE = 2_500

  for (const [name, make] of Object.entries(patterns))
    it(`ends in time whatever its agents do, and the work of those that are well stands: ${name}`, async () => {
      const engine = await memoryEngine()
      await fc.assert(
        fc.asyncProperty(fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 4 }), async (chosen) => {
          const members = chosen.map(
            (kind, number) => MISCHIEF[kind]?.(`${kind.replaceAll(' ', '-')}-${number}`) as Member,
          )
          const begun = performance.now()
          const given = await work(make(members, LIMIT), ASSIGNMENT, engine)
          expect(performance.now() - begun).toBeLessThan(LIMIT + GRACE)
          for (const { agent, component } of given.findings) expect(`${agent} ${component}`).not.toContain('nowhere')
          const isHung = chosen.some((kind) => kind.startsWith('hangs'))
          const well = members.filter((_, number) => chosen[number] === 'is well').map((member) => member.name)
          // In a pipeline a hung stage may use up the time of those behind it.
          if (name !== 'pipeline' || !isHung)
            expect([...new Set(given.findings.map(({ agent }) => agent))]).toEqual(expect.arrayContaining(well))
          if (chosen.some((kind) => kind !== 'is well' && kind !== 'answers twice' && !kind.startsWith('claims')))
            expect(given.isPartial ?? name === 'mesh').toBe(true)
        }),
        { numRuns: 12 },
      )
      await engine.close()
    }, 60_000)

  it('of five at once is at least four and a half times as fast as one after the other, at 200 ms a call', async () => {
    const members = ['a', 'b', 'c', 'd', 'e'].map((name) =>
      analyst(name, async () => {
        await new Promise((resolve) => setTimeout(resolve, 200))
        return { summary: name, confidence: 0.5 }
      }),
    )
    const time = async (isSequential: boolean) => {
      const begun = performance.now()
      await work(coordinate({ name: 'crew', members, isSequential }))
      return performance.now() - begun
    }
    // On a machine that is busy for a moment the best of three is what the code can do.
    const ratios: number[] = []
    for (let attempt = 0; attempt < 3 && Math.max(0, ...ratios) < 4.5; attempt++)
      ratios.push((await time(true)) / (await time(false)))
    expect(Math.max(...ratios)).toBeGreaterThanOrEqual(4.5)
  }, 30_000)
})
