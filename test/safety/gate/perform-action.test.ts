import { afterEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../../src/core/engine.ts'
import type { ApprovalAnswer } from '../../../src/core/gate.ts'
import type { Effect, Executor, Operation, Prepared } from '../../../src/core/operation.ts'
import { databaseEngine } from '../../../src/engine/database-engine.ts'
import { openStore, type Store } from '../../../src/engine/store/open-store.ts'
import { sqliteDatabase } from '../../../src/engine/store/sqlite-database.ts'
import type { ActionOutcome, ActionRequest } from '../../../src/safety/gate/action.ts'
import { performAction } from '../../../src/safety/gate/perform-action.ts'
import { type Policy, parsePolicy } from '../../../src/safety/gate/policy.ts'
import { policyGate } from '../../../src/safety/gate/policy-gate.ts'

const target = { namespace: 'shop', deployment: 'pay' }
const SCALE: ActionRequest = {
  title: 'Scale pay',
  operation: { kind: 'scale', target, by: 1 },
  risk: 'low',
  requestedBy: 'ann',
  dryRun: false,
}

/** A world with one number in it, and the marks of who changed it. */
function world() {
  const state = {
    replicas: 3,
    marks: new Map<string, number>(),
    performed: 0,
    verifies: true,
    effect: undefined as Effect | undefined,
    wait: undefined as Promise<void> | undefined,
  }
  const executor: Executor = {
    name: 'world',
    handles: ({ kind }) => kind === 'scale',
    async prepare(operation) {
      if (operation.kind !== 'scale') return { status: 'refused', reason: 'no' }
      const to = operation.replicas ?? state.replicas + (operation.by ?? 0)
      const prepared: Prepared = {
        executor: 'world',
        operation: { kind: 'scale', target, replicas: to },
        subject: 'shop/pay',
        summary: `from ${state.replicas} to ${to}`,
        commands: [['scale', String(to)]],
        precondition: { replicas: String(state.replicas) },
        verify: 'v',
        undo: { kind: 'scale', target, replicas: state.replicas } satisfies Operation,
        estimatedSeconds: 1,
      }
      return { status: 'prepared', prepared }
    },
    recognise: async (_, mark) =>
      state.effect ??
      (state.marks.has(mark) ? { status: 'done', detail: 'marked' } : { status: 'not-done', detail: 'no mark' }),
    async perform({ operation }, mark, signal) {
      state.performed++
      if (state.wait) {
        await Promise.race([
          state.wait,
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('cut off')))),
        ])
      }
      if (operation.kind === 'scale') state.replicas = operation.replicas ?? 0
      state.marks.set(mark, state.replicas)
      return { status: 'done', detail: 'scaled' }
    },
    verify: async (_, mark) => ({ holds: state.verifies || mark.endsWith('.undo'), detail: 'read back' }),
  }
  return { state, executor }
}

const open: Engine[] = []
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close()
})

async function platform(rules: string) {
  const database = sqliteDatabase(':memory:')
  const store: Store = await openStore(database)
  const engine = await databaseEngine({ database })
  open.push(engine)
  const { state, executor } = world()
  let policy: Policy = parsePolicy(`version: 1\n${rules}`, 'p')
  const gate = policyGate({ loadPolicy: async () => policy, killSwitch: store.killSwitch, clock: Date.now })
  const act = performAction({
    executors: [executor],
    gate,
    ...store,
    audit: { ...store.audit, add: (entry, key) => store.audit.add(entry, key) },
  })
  const start = (more: Partial<ActionRequest> = {}) => engine.start(act, { ...SCALE, ...more })
  const pending = async () => {
    for (;;) {
      const [approval] = await store.approvals.list({ status: 'pending' })
      if (approval && (await engine.get(approval.run))?.status === 'waiting') return approval
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  const decide = async (more: Partial<ApprovalAnswer> = {}) => {
    const { run, wait, hash } = await pending()
    await engine.answer(run, wait, {
      decision: 'approved',
      by: 'bob',
      reason: 'ok',
      hash,
      ...more,
    } satisfies ApprovalAnswer)
  }
  const events = async () => (await store.audit.list()).map(({ event }) => event)
  return {
    store,
    engine,
    state,
    act,
    start,
    pending,
    decide,
    events,
    setPolicy(yaml: string) {
      policy = parsePolicy(`version: 1\n${yaml}`, 'p')
    },
  }
}

const ALLOW = 'rules: [{ name: r, decision: allow }]'
const ASK = 'rules: [{ name: r, decision: ask }]'

const outcomeOf = async (handle: { result(): Promise<ActionOutcome> }) => (await handle.result()).status

describe('an action', () => {
  it('is done once, read back and recorded, where the policy allows it', async () => {
    const { start, state, events, store } = await platform(ALLOW)
    expect(await (await start()).result()).toMatchObject({
      status: 'done',
      effect: { status: 'done' },
      verification: { holds: true },
    })
    expect(state).toMatchObject({ replicas: 4, performed: 1 })
    expect(await events()).toEqual(['gate_decided', 'action_performed', 'action_verified'])
    expect(await store.audit.findBreak()).toBeUndefined()
  })

  it('changes nothing in a dry run, is not recorded, and shows the plan', async () => {
    const { start, state, events } = await platform(ASK)
    const outcome = await (await start({ dryRun: true })).result()
    expect(outcome).toMatchObject({
      status: 'planned',
      decision: { decision: 'ask' },
      prepared: { summary: 'from 3 to 4' },
    })
    expect(state).toMatchObject({ replicas: 3, performed: 0 })
    expect(await events()).toEqual([])
  })

  it('is not done where the gate denies', async () => {
    const { start, state } = await platform('')
    expect(await outcomeOf(await start())).toBe('denied')
    expect(state.performed).toBe(0)
  })

  it('waits for a person, and records who approved', async () => {
    const { start, decide, state, events } = await platform(ASK)
    const handle = await start()
    await decide()
    expect(await handle.result()).toMatchObject({ status: 'done', approval: { by: 'bob' } })
    expect(state.replicas).toBe(4)
    expect(await events()).toContain('approval_approved')
  })

  it('is never resolved by a rejection or by time', async () => {
    const { start, decide, state } = await platform(ASK)
    const rejected = await start()
    await decide({ decision: 'rejected', reason: 'not today' })
    expect(await rejected.result()).toMatchObject({ status: 'rejected', detail: expect.stringContaining('not today') })
    const late = await platform('rules: [{ name: r, decision: ask, expiresAfter: 1s }]')
    expect(await outcomeOf(await late.start())).toBe('expired')
    expect(state.performed + late.state.performed).toBe(0)
  })

  it('is asked for anew when what it would change has changed meanwhile', async () => {
    const { start, decide, pending, state } = await platform(ASK)
    const handle = await start()
    const first = await pending()
    state.replicas = 7
    await decide()
    const second = await (async () => {
      for (;;) {
        const approval = await pending()
        if (approval.id !== first.id) return approval
      }
    })()
    expect(second.hash).not.toBe(first.hash)
    expect(second.prepared.summary).toBe('from 7 to 8')
    expect(state.performed).toBe(0)
    await decide()
    expect(await outcomeOf(handle)).toBe('done')
    expect(state.replicas).toBe(8)
  })

  it('takes no approval for another action, or from somebody who may not give it', async () => {
    const strict = 'rules: [{ name: r, decision: ask, approvers: [bob, ann], separateApprover: true }]'
    const answers: Partial<ApprovalAnswer>[] = [{ hash: 'another' }, { by: 'eve' }, { by: 'ann' }]
    for (const answer of answers) {
      const { start, decide, state } = await platform(strict)
      const handle = await start()
      await decide(answer)
      expect(await outcomeOf(handle), JSON.stringify(answer)).toBe('rejected')
      expect(state.performed).toBe(0)
    }
  })

  it('is not begun where the policy changed after it was approved', async () => {
    const { start, decide, pending, state, setPolicy } = await platform(ASK)
    const handle = await start()
    await pending()
    setPolicy('rules: [{ name: r, decision: deny }]')
    await decide()
    expect(await outcomeOf(handle)).toBe('denied')
    expect(state.performed).toBe(0)
  })

  it('that no person asked for is judged as such to the last look', async () => {
    const { start, decide, pending, state, setPolicy } = await platform(ALLOW)
    const handle = await start({ isUnattended: true })
    await pending()
    setPolicy(`${ALLOW}\nunattended: deny`)
    await decide()
    expect(await outcomeOf(handle)).toBe('denied')
    expect(state.performed).toBe(0)
  })

  it('is taken back when it does not verify', async () => {
    const { start, state } = await platform(ALLOW)
    state.verifies = false
    expect(await outcomeOf(await start())).toBe('undone')
    expect(state).toMatchObject({ replicas: 3, performed: 2 })
  })

  it('goes to a person when nobody can tell whether it took effect', async () => {
    const { start, state, pending, decide } = await platform(ALLOW)
    state.effect = { status: 'unknown', detail: 'The answer is missing.' }
    const handle = await start()
    expect(await pending()).toMatchObject({ question: 'effect' })
    await decide({ decision: 'rejected', reason: 'it did not' })
    expect(await handle.result()).toMatchObject({ status: 'failed', detail: expect.stringContaining('bob looked') })
    expect(state.performed).toBe(0)
  })

  it('stops at once when the kill switch is turned, what took effect is told, and nothing begins until it is off', async () => {
    const { start, state, store, engine, act, events } = await platform(ALLOW)
    state.wait = new Promise(() => undefined)
    const handle = await start()
    while (state.performed === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    const turned = performance.now()
    await store.killSwitch.set(true, 'ann', 'drill')
    await expect(handle.result()).rejects.toMatchObject({ code: 'halted' })
    expect(performance.now() - turned).toBeLessThan(2_000)
    expect((await engine.get(handle.id))?.status).toBe('halted')
    expect(await events()).toContain('action_interrupted')
    expect(state.replicas).toBe(3)
    const refused = await engine.start(act, SCALE)
    await expect(refused.result()).rejects.toMatchObject({ code: 'halted' })
    state.wait = undefined
    await store.killSwitch.set(false, 'ann', '')
    expect(await ((await engine.resume(handle.id)) as typeof handle).result()).toMatchObject({ status: 'done' })
    expect(state).toMatchObject({ replicas: 4, performed: 2 })
  })

  it('is not begun under a policy that asks by now, though it was allowed before it was halted', async () => {
    const { start, state, store, engine, setPolicy } = await platform(ALLOW)
    state.wait = new Promise(() => undefined)
    const handle = await start()
    while (state.performed === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await store.killSwitch.set(true, 'ann', 'drill')
    await handle.result().catch(() => undefined)
    setPolicy(ASK)
    state.wait = undefined
    await store.killSwitch.set(false, 'ann', '')
    const resumed = (await engine.resume(handle.id)) as typeof handle
    expect(await resumed.result()).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('approved by now'),
    })
    expect(state.replicas).toBe(3)
  })

  it('is asked for anew where the terms have become stricter since somebody approved', async () => {
    const { start, pending, decide, state, setPolicy } = await platform(ASK)
    const handle = await start()
    const first = await pending()
    setPolicy('rules: [{ name: r, decision: ask, approvers: [cyd] }]')
    await decide()
    for (;;) if ((await pending()).id !== first.id) break
    expect(state.performed).toBe(0)
    await decide({ by: 'cyd' })
    expect(await handle.result()).toMatchObject({ status: 'done', approval: { by: 'cyd' } })
  })

  it('takes nothing back that is not its own any more', async () => {
    const fixed = await platform(ALLOW)
    fixed.state.verifies = false
    fixed.state.marks = new (class extends Map<string, number> {
      override set() {
        return this
      }
    })()
    expect(await (await fixed.start()).result()).toMatchObject({
      status: 'unverified',
      detail: expect.stringContaining('not taken back'),
    })
    expect(fixed.state).toMatchObject({ replicas: 4, performed: 1 })
  })

  it('can be gone on with after a step in the middle of it has failed', async () => {
    const { start, state, store, engine } = await platform(ALLOW)
    const add = store.audit.add
    let broken = true
    store.audit.add = async (entry, key) => {
      if (broken && entry.event === 'action_performed') throw new Error('disk full')
      return add(entry, key)
    }
    const handle = await start()
    await expect(handle.result()).rejects.toThrow('disk full')
    broken = false
    expect(await ((await engine.resume(handle.id)) as typeof handle).result()).toMatchObject({ status: 'done' })
    expect(state).toMatchObject({ replicas: 4, performed: 1 })
  })

  it('keeps to rate and concurrency, and gives back what it took', async () => {
    const { start, state, store } = await platform(
      `${ALLOW}\nlimits: [{ name: l, rate: { limit: 3, per: 1h }, concurrency: 2 }]`,
    )
    let go: () => void = () => undefined
    state.wait = new Promise<void>((resolve) => {
      go = resolve
    })
    const two = await Promise.all([start(), start()])
    while (state.performed < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await (await start()).result()).toMatchObject({
      status: 'denied',
      detail: expect.stringContaining('under way'),
    })
    go()
    expect(await Promise.all(two.map(outcomeOf))).toEqual(['done', 'done'])
    expect(await outcomeOf(await start())).toBe('done')
    expect(await (await start()).result()).toMatchObject({
      status: 'denied',
      detail: expect.stringContaining('3 actions in 60 minutes'),
    })
    expect(await store.slots.take('again', 'run', [])).toBeUndefined()
  })
})
