import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GateRequest } from '../../../src/core/gate.ts'
import type { Operation, Prepared } from '../../../src/core/operation.ts'
import { hashOf } from '../../../src/safety/gate/action-hash.ts'
import { type Policy, parsePolicy } from '../../../src/safety/gate/policy.ts'
import { policyGate, whyNotApprove } from '../../../src/safety/gate/policy-gate.ts'

function prepared(operation: Operation = restart('shop', 'pay')): Prepared {
  const subject =
    'target' in operation ? `${operation.target.namespace}/${operation.target.deployment}` : operation.repository
  return {
    executor: 'kubectl',
    operation,
    subject,
    summary: 's',
    commands: [['kubectl', 'patch']],
    precondition: { generation: '1' },
    verify: 'v',
    estimatedSeconds: 1,
  }
}

function restart(namespace: string, deployment: string, context = 'prod'): Operation {
  return { kind: 'restart', target: { namespace, deployment, context } }
}

const request = (operation?: Operation, risk: GateRequest['risk'] = 'low'): GateRequest => ({
  prepared: prepared(operation),
  risk,
  requestedBy: 'ann',
})

const NOON_MONDAY = Date.parse('2026-03-16T11:00:00Z')

function gate(yaml: string, more: Partial<Parameters<typeof policyGate>[0]> = {}) {
  const policy: Policy = parsePolicy(`version: 1\n${yaml}`, 'policy.yaml')
  return policyGate({
    loadPolicy: async () => policy,
    killSwitch: { state: async () => undefined },
    clock: () => NOON_MONDAY,
    ...more,
  })
}

const ALLOW = 'rules:\n  - { name: restarts, when: { operations: [restart] }, decision: allow }\n'

describe('the gate', () => {
  it('is read-only without a policy, and for what no rule speaks of', async () => {
    expect((await gate('').decide(request())).decision).toBe('deny')
    expect(
      (await gate(ALLOW).decide(request({ kind: 'scale', target: { namespace: 'a', deployment: 'b' }, replicas: 1 })))
        .decision,
    ).toBe('deny')
    expect((await gate(ALLOW).decide(request())).decision).toBe('allow')
  })

  it('asks a person about what no person has asked for, unless the policy says otherwise', async () => {
    const decide = async (more: string) => {
      const { decision, approval } = await gate(`${ALLOW}${more}`).decide({ ...request(), isUnattended: true })
      return [decision, approval?.approvers]
    }
    expect(await decide('')).toEqual(['ask', []])
    expect(await decide('unattended: deny\n')).toEqual(['deny', undefined])
    expect(await decide('unattended: allow\n')).toEqual(['allow', undefined])
    expect((await gate('unattended: allow\n').decide({ ...request(), isUnattended: true })).decision).toBe('deny')
  })

  it('gives the strictest of all answers, in whatever order the rules stand', async () => {
    const order = ['allow', 'ask', 'deny']
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...order), { minLength: 1, maxLength: 5 }), async (decisions) => {
        const rules = decisions.map((decision, n) => `  - { name: r${n}, decision: ${decision} }`).join('\n')
        const { decision } = await gate(`rules:\n${rules}\n`).decide(request())
        expect(decision).toBe(order[Math.max(...decisions.map((one) => order.indexOf(one)))])
      }),
    )
  })

  it('denies when anything in it fails', async () => {
    const broken = async () => {
      throw new Error('disk on fire')
    }
    for (const parts of [{ loadPolicy: broken }, { killSwitch: { state: broken } }, { clock: () => Number.NaN }]) {
      const windows = 'changeWindows:\n  - { name: w, days: [mon], from: "09:00", to: "17:00", timeZone: UTC }\n'
      expect((await gate(ALLOW + windows, parts).decide(request())).decision).toBe('deny')
    }
  })

  it('denies while the kill switch is on', async () => {
    const on = { state: async () => ({ engaged: true, by: 'ann', reason: 'drill', at: 0 }) }
    const { decision, verdicts } = await gate(ALLOW, { killSwitch: on }).decide(request())
    expect(decision).toBe('deny')
    expect(verdicts[0]?.reason).toContain('ann')
  })

  it('matches subjects, contexts and risk', async () => {
    const rules =
      'rules:\n  - { name: r, when: { subjects: ["stag*/*", "shop/p*y"], contexts: [prod], atMostRisk: medium }, decision: allow }\n'
    const answers = [
      request(restart('staging', 'x')),
      request(restart('shop', 'pay')),
      request(restart('shop', 'pays')),
      request(restart('shop', 'pay', 'other')),
      request(restart('shop', 'pay'), 'high'),
    ].map(async (one) => (await gate(rules).decide(one)).decision)
    expect(await Promise.all(answers)).toEqual(['allow', 'allow', 'deny', 'deny', 'deny'])
  })

  it('keeps to change windows in their time zone, over midnight and daylight saving', async () => {
    const window = (days: string, from: string, to: string, timeZone: string) =>
      `${ALLOW}changeWindows:\n  - { name: w, days: [${days}], from: "${from}", to: "${to}", timeZone: ${timeZone} }\n`
    const at = async (yaml: string, iso: string) =>
      (await gate(yaml, { clock: () => Date.parse(iso) }).decide(request())).decision
    const berlin = window('mon', '09:00', '17:00', 'Europe/Berlin')
    expect(await at(berlin, '2026-03-16T08:00:00Z')).toBe('allow')
    expect(await at(berlin, '2026-03-16T07:59:00Z')).toBe('deny')
    expect(await at(berlin, '2026-07-13T07:00:00Z')).toBe('allow')
    expect(await at(berlin, '2026-03-17T10:00:00Z')).toBe('deny')
    const night = window('fri', '22:00', '04:00', 'UTC')
    expect(await at(night, '2026-03-20T23:00:00Z')).toBe('allow')
    expect(await at(night, '2026-03-21T03:59:00Z')).toBe('allow')
    expect(await at(night, '2026-03-21T04:00:00Z')).toBe('deny')
    expect(await at(night, '2026-03-20T03:00:00Z')).toBe('deny')
  })

  it('joins the terms of all rules that ask, and lets nobody approve where they agree on nobody', async () => {
    const asking = (approvers: string, more = '') =>
      `  - { name: "r${approvers}", decision: ask, approvers: [${approvers}]${more} }\n`
    const { approval } = await gate(
      `rules:\n${asking('ann, bob', ', expiresAfter: 1h')}${asking('bob, cyd', ', separateApprover: true')}`,
    ).decide(request())
    expect(approval).toEqual({ approvers: ['bob'], separateApprover: true, expiresAfterMilliseconds: 3_600_000 })
    const nobody = (await gate(`rules:\n${asking('ann')}${asking('bob')}`).decide(request())).approval
    if (!nobody) throw new Error('It did not ask.')
    for (const by of ['ann', 'bob', '']) expect(whyNotApprove(nobody, 'zoe', by)).toBeDefined()
  })

  it('lets nobody approve their own where the policy says so', () => {
    const terms = { approvers: [], separateApprover: true, expiresAfterMilliseconds: 1 }
    expect(whyNotApprove(terms, 'ann', 'ann')).toBeDefined()
    expect(whyNotApprove(terms, 'ann', 'bob')).toBeUndefined()
    expect(whyNotApprove({ ...terms, separateApprover: false }, 'ann', 'ann')).toBeUndefined()
  })
})

describe('a policy', () => {
  it('is refused with the place where something in it is wrong', () => {
    for (const [yaml, place] of [
      ['version: 2', 'version'],
      ['version: 1\nrules: [{ name: r, decision: maybe }]', 'rules.0.decision'],
      ['version: 1\nrules: [{ name: r, decision: allow, when: { operation: [restart] } }]', 'rules.0.when'],
      ['version: 1\nlimits: [{ name: l }]', 'limits.0'],
      ['version: 1\nlimits: [{ name: l, rate: { limit: 1, per: soon } }]', 'limits.0.rate.per'],
      [
        'version: 1\nchangeWindows: [{ name: w, days: [mon], from: "9", to: "10:00", timeZone: UTC }]',
        'changeWindows.0.from',
      ],
      ['version: 1\nchangeWindows: [{ name: w, days: [mon], from: "09:00", to: "10:00", timeZone: Mars }]', 'timeZone'],
      ['version: 1\nlimits: [{ name: l, rate: { limit: 1, per: 0s } }]', 'limits.0.rate.per'],
      ['version: 1\nlimits: [{ name: l, concurrency: 1 }, { name: l, concurrency: 2 }]', 'names of their own'],
      ['a: [', 'not YAML'],
      ['', 'top'],
    ] as const)
      expect(() => parsePolicy(yaml, 'p'), yaml).toThrow(place)
  })

  it('is never read from anything but a policy, whatever stands there', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parsePolicy(text, 'p')
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'invalid-input' })
        }
      }),
    )
  })
})

describe('the hash of an action', () => {
  it('is the same for the same action in any order of keys, and another for any change of what is done', () => {
    const one = prepared()
    const turned = Object.fromEntries(Object.entries(one).reverse()) as unknown as Prepared
    expect(hashOf(turned)).toBe(hashOf(one))
    expect(hashOf({ ...one, summary: 'other words' })).toBe(hashOf(one))
    for (const other of [
      prepared(restart('shop', 'pay2')),
      { ...one, commands: [['kubectl', 'patch', 'x']] },
      { ...one, precondition: { generation: '2' } },
      { ...one, undo: restart('shop', 'pay') },
      { ...one, executor: 'git' },
    ])
      expect(hashOf(other)).not.toBe(hashOf(one))
  })
})
