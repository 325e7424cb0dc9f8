import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Hypothesis } from '../../../src/core/analysis.ts'
import type { Change } from '../../../src/core/evidence.ts'
import { FAULTS } from '../../../src/core/fault-taxonomy.ts'
import { planActions } from '../../../src/crews/incident/plan-actions.ts'

function hypothesis(component: string, cause: string, confidence = 0.9): Hypothesis {
  return {
    component,
    cause,
    confidence,
    summary: 's',
    evidence: [{ source: 's', line: 1, quote: 'q', agent: 'a' }],
    supportedBy: [],
    contradictedBy: [],
    contributions: [],
  }
}

const change: Change = { id: 'c1', kind: 'deploy', service: 'pay', citation: { source: 's', line: 1, quote: 'q' } }

function plan(first: Hypothesis | undefined, more: Partial<Parameters<typeof planActions>[0]> = {}) {
  return planActions({
    hypothesis: first,
    runnerUp: undefined,
    recentChanges: [],
    namespace: 'shop',
    inKubernetes: true,
    logFiles: [],
    runbooks: [],
    ...more,
  })
}

const causes = [...Object.values(FAULTS).flat(), 'unknown']

describe('remediation', () => {
  it('begins with read-only checks, for every cause', () => {
    for (const cause of causes) {
      const actions = plan(hypothesis('pay', cause))
      expect(actions[0]?.kind).toBe('check')
      expect(actions[0]?.effect).toBe('read')
      expect(actions.map(({ priority }) => priority)).toEqual(actions.map((_, index) => index + 1))
    }
  })

  it('proposes nothing destructive below a confidence of 0.7', () => {
    for (const cause of causes)
      expect(plan(hypothesis('node-1', cause, 0.69)).filter(({ effect }) => effect === 'destroy')).toEqual([])
    expect(plan(hypothesis('node-1', 'kubelet-down', 0.9)).some(({ effect }) => effect === 'destroy')).toBe(true)
  })

  it('offers a roll-back where the component changed shortly before, and only there', () => {
    const rollsBack = (changed: boolean) =>
      plan(hypothesis('pay', 'bad-deploy'), { recentChanges: changed ? [change] : [] }).some(({ command }) =>
        command?.includes('undo'),
      )
    expect([rollsBack(true), rollsBack(false)]).toEqual([true, false])
  })

  it('lets no name that is not valid for its kind into a command', () => {
    const hostile = fc
      .oneof(
        fc.string(),
        fc.constantFrom('--all', '-n', 'pay; rm -rf /', '$(id)', 'pay\nkubectl delete', '../x', 'a b'),
      )
      .filter((name) => !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name))
    fc.assert(
      fc.property(hostile, fc.constantFrom(...causes), (name, cause) => {
        const commands = (component: string, namespace: string) =>
          plan(hypothesis(component, cause), { namespace }).flatMap(({ command }) =>
            command ? [command.join('\0')] : [],
          )
        const harmless = commands('zzz', 'shop').filter((command) => !command.includes('zzz'))
        expect(harmless).toEqual(expect.arrayContaining(commands(name, 'shop')))
        expect(commands('zzz', name).filter((command) => command.includes('-n\0'))).toEqual([])
      }),
    )
  })

  it('gives no kubectl command where nothing says Kubernetes', () => {
    expect(
      plan(hypothesis('pay', 'cpu-overload'), { inKubernetes: false }).filter(
        ({ command }) => command?.[0] === 'kubectl',
      ),
    ).toEqual([])
  })

  it('names whom to call from the runbook', () => {
    const runbooks = [{ source: 'r.md', title: 'Pool', score: 1, why: '', steps: [], escalateTo: 'database on-call' }]
    expect(plan(hypothesis('pay', 'unknown'), { runbooks }).at(-1)).toMatchObject({
      kind: 'escalate',
      title: expect.stringContaining('database on-call'),
    })
  })

  it('has nothing to do without a hypothesis and without a runbook', () => {
    expect(plan(undefined)).toEqual([])
  })

  it('carries out only steps of runbooks that are a command and nothing else, and never scales to nothing', () => {
    const advise = (quote: string) =>
      plan(hypothesis('pay', 'memory-leak'), {
        runbooks: [{ source: 'r.md', title: 'r', score: 1, why: 'w', steps: [{ source: 'r.md', line: 1, quote }] }],
      }).filter(({ title }) => title.startsWith('Follow the runbook'))
    expect(advise('2. `kubectl rollout undo deployment/pay -n shop --to-revision=3`')[0]?.operation).toEqual({
      kind: 'roll-back',
      target: { namespace: 'shop', deployment: 'pay' },
      toRevision: 3,
    })
    expect(advise('$ kubectl scale deployment pay --replicas=5')[0]?.operation).toMatchObject({
      kind: 'scale',
      replicas: 5,
    })
    for (const quote of [
      'Never run `kubectl scale deployment/pay -n shop --replicas=5`: it takes all payments down.',
      'set X=1, then `kubectl rollout undo deployment/pay`',
      '`kubectl scale deployment/pay --replicas=0`',
      '`kubectl rollout undo deployment/other`',
      '`kubectl rollout undo deployment/pay; rm -rf /`',
      '`kubectl delete deployment/pay`',
      '`kubectl rollout undo deployment/pay --to-revision=3 --dry-run=server`',
    ])
      expect(advise(quote), quote).toEqual([])
  })
})
