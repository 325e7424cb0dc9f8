import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Engine, Run, Workflow } from '../../src/core/engine.ts'
import type { RunEvent } from '../../src/core/run-event.ts'
import { memoryEngine } from '../../src/engine/memory/memory-engine.ts'
import { runHistory } from '../../src/telemetry/run-history.ts'
import { readTraceparent, runSpanId, stepTraceparent, traceIdOf } from '../../src/telemetry/trace-ids.ts'
import type { TracedSpan } from '../../src/telemetry/traced-span.ts'
import { createTraces } from '../../src/telemetry/traces.ts'
import { until } from '../contracts/bus-contract.ts'

/** An engine, the spans of what happens in it, and its events. */
async function traced(engine: Engine, nameOf = (text: string) => text) {
  const spans: TracedSpan[] = []
  const events: RunEvent[] = []
  const traces = createTraces({
    send: (span) => spans.push(span),
    history: (root, resumed) => runHistory(engine, root, resumed),
    nameOf,
  })
  engine.subscribe(traces.read)
  engine.subscribe((event) => events.push(event))
  return { spans, events, traces }
}

const spanOf = (spans: readonly TracedSpan[], name: string) => {
  const found = spans.filter((span) => span.name === name)
  if (!found[0]) throw new Error(`No span ${name} among ${spans.map((span) => span.name)}`)
  return found[0]
}

const child: Workflow<null, string> = {
  name: 'member.looker',
  async run(run) {
    await run.step('look', () => 1)
    return run.step('think', ({ emit }) => {
      emit({ type: 'tool_called', agent: 'looker', tool: 'read', status: 'failed', milliseconds: 9_999 })
      return 'seen'
    })
  },
}
/** Calls a model that fails, sends a child, and fails itself as long as it should. */
const failing = (isBroken: () => boolean): Workflow<null, string> => ({
  name: 'work',
  async run(run: Run) {
    await run.step('asks', ({ emit }) => {
      emit({
        type: 'model_called',
        agent: 'writer',
        model: 'bedrock:large',
        status: 'overloaded',
        milliseconds: 1,
        inputTokens: 0,
        outputTokens: 0,
        dollars: null,
      })
    })
    await run.child(child, null, { key: 'looker' })
    await run.step('breaks', () => {
      if (isBroken()) throw new Error('the password is hunter2')
    })
    return 'done'
  },
})

describe('the spans of a run', () => {
  it('are the same when its events are read again, by whatever process', async () => {
    const engine = await memoryEngine()
    const { spans } = await traced(engine)
    const { id, result } = await engine.start(
      failing(() => false),
      null,
    )
    await result()
    const again: TracedSpan[] = []
    const traces = createTraces({ send: (span) => again.push(span), history: async () => [], nameOf: (text) => text })
    for (const { event } of await engine.events(id)) traces.read(event)
    expect(spans.length).toBe(9)
    expect(again).toEqual(spans)
    expect(new Set(spans.map(({ trace }) => trace))).toEqual(new Set([traceIdOf(id)]))
    await engine.close()
  })

  it('say of models and tools what the conventions have, and stay within what they belong to', async () => {
    const engine = await memoryEngine()
    const { spans } = await traced(engine)
    await (
      await engine.start(
        failing(() => false),
        null,
      )
    ).result()
    const chat = spanOf(spans, 'chat large')
    expect(chat).toMatchObject({
      kind: 'client',
      hasFailed: true,
      attributes: { 'gen_ai.provider.name': 'aws.bedrock', 'error.type': 'overloaded' },
    })
    expect(chat.attributes).not.toHaveProperty('gen_ai.usage.input_tokens')
    expect(chat.parent).toBe(spanOf(spans, 'step asks').id)
    expect(spanOf(spans, 'step asks').parent).toBe(spanOf(spans, 'invoke_agent writer').id)
    const tool = spanOf(spans, 'execute_tool read')
    // The run is the agent's own: there is no second span for it.
    expect(spanOf(spans, 'step think').parent).toBe(spanOf(spans, 'invoke_agent looker').id)
    expect(tool).toMatchObject({ hasFailed: true, attributes: { 'error.type': '_OTHER' } })
    expect(tool.startedAt).toBe(spanOf(spans, 'step think').startedAt)
    await engine.close()
  })

  it('of a run that failed and was opened again are one tree, each attempt with spans of its own', async () => {
    const engine = await memoryEngine()
    const { spans, traces } = await traced(engine)
    let isBroken = true
    const { id, result } = await engine.start(
      failing(() => isBroken),
      null,
    )
    await expect(result()).rejects.toThrow()
    const before = spans.length
    isBroken = false
    await (await engine.resume(id)).result()
    await traces.settled()
    const roots = spans.filter(({ name }) => name === 'invoke_workflow work')
    const ids = [...new Set(roots.map((span) => span.id))]
    expect(ids).toEqual([runSpanId(id), runSpanId(id, 2)])
    expect(roots.at(-1)).toMatchObject({ parent: runSpanId(id), hasFailed: false })
    const breaks = spans.filter(({ name }) => name === 'step breaks')
    expect(new Set(breaks.map((span) => `${span.parent} ${span.hasFailed}`))).toEqual(
      new Set([`${runSpanId(id)} true`, `${runSpanId(id, 2)} false`]),
    )
    // What was told before is told the same.
    const first = new Map(spans.slice(0, before).map((span) => [span.id, span]))
    for (const span of spans.slice(before)) if (first.has(span.id)) expect(span).toEqual(first.get(span.id))
    expect(JSON.stringify(spans)).not.toContain('hunter2')
    await engine.close()
  })

  it('of what was cut off by the end of its root end with it, and say so', async () => {
    const engine = await memoryEngine()
    const { spans, events } = await traced(engine)
    const slow: Workflow<null, void> = {
      name: 'slow',
      run: (run) => run.step('sleep', () => pause(60_000, undefined, { signal: run.signal })),
    }
    const quick: Workflow<null, void> = {
      name: 'quick',
      async run(run) {
        void run.child(slow, null)
        const hasBegun = () => events.some(({ run: id }) => id !== run.id)
        await run.step('wait', () => until(hasBegun))
      },
    }
    await (await engine.start(quick, null)).result()
    const root = spanOf(spans, 'invoke_workflow quick')
    expect(spanOf(spans, 'invoke_workflow slow')).toMatchObject({
      parent: root.id,
      endedAt: root.endedAt,
      attributes: { 'watchfloor.run.status': 'unfinished' },
    })
    await engine.close()
  })

  it('show what the gate and people said, and none of their words', async () => {
    const engine = await memoryEngine()
    const { spans } = await traced(engine)
    const title = 'Restart with token=abcdef123456'
    await (
      await engine.start(
        {
          name: 'act',
          async run(run: Run) {
            run.emit({
              type: 'gate_decided',
              action: run.id,
              title,
              summary: title,
              decision: 'ask',
              verdicts: [{ decision: 'ask', rule: 'people', reason: title }],
            })
            run.emit({
              type: 'approval_requested',
              approval: 'appr_1',
              question: 'act',
              title,
              summary: title,
              expiresAt: 0,
            })
            run.emit({ type: 'approval_decided', approval: 'appr_1', decision: 'approved', by: 'jane@example.com' })
          },
        },
        null,
      )
    ).result()
    expect(spanOf(spans, 'invoke_workflow act').events).toMatchObject([
      { name: 'gate_decided', attributes: { 'watchfloor.gate.decision': 'ask', 'watchfloor.gate.verdicts': 1 } },
      { name: 'approval_requested', attributes: { 'watchfloor.approval.question': 'act' } },
      { name: 'approval_decided', attributes: { 'watchfloor.approval.decision': 'approved' } },
    ])
    expect(JSON.stringify(spans)).not.toMatch(/token|jane/)
    await engine.close()
  })

  it('show every name as it may be shown', async () => {
    const engine = await memoryEngine()
    const { spans } = await traced(engine, () => 'shown')
    await (
      await engine.start(
        failing(() => false),
        null,
      )
    ).result()
    expect(JSON.stringify(spans)).not.toMatch(/looker|writer|breaks|large|"work"/)
    await engine.close()
  })

  it('belong below whoever elsewhere asked for the run, also in what it asks of others', async () => {
    const engine = await memoryEngine()
    const { spans } = await traced(engine)
    const traceparent = `00-${'a1'.repeat(16)}-${'b2'.repeat(8)}-01`
    let onwards: string | undefined
    const asked: Workflow<null, void> = {
      name: 'asked',
      async run(run) {
        await run.child(
          {
            name: 'below',
            async run(within: Run) {
              onwards = stepTraceparent(within, 'ask')
            },
          },
          null,
        )
      },
    }
    const { result } = await engine.start(asked, null, { traceparent })
    await result()
    expect(spanOf(spans, 'invoke_workflow asked')).toMatchObject({
      trace: 'a1'.repeat(16),
      parent: 'b2'.repeat(8),
      isParentRemote: true,
    })
    expect(spanOf(spans, 'invoke_workflow below').trace).toBe('a1'.repeat(16))
    expect(readTraceparent(onwards)?.trace).toBe('a1'.repeat(16))
    await engine.close()
  })

  it('are not lost with a context that is none, and events that make no sense break nothing', () => {
    const good = `00-${'a1'.repeat(16)}-${'b2'.repeat(8)}-01`
    for (const text of ['', 'x', good.slice(1), `00-${'0'.repeat(32)}-${'b2'.repeat(8)}-01`, good.replace(/^00/, 'ff')])
      expect(readTraceparent(text)).toBeUndefined()
    expect(readTraceparent(`${good.replace(/^00/, '01')}-more`)).toEqual({
      trace: 'a1'.repeat(16),
      span: 'b2'.repeat(8),
    })
    const spans: TracedSpan[] = []
    const traces = createTraces({ send: (span) => spans.push(span), history: async () => [], nameOf: (text) => text })
    traces.read({ at: 1, run: 'run_unknown', type: 'run_completed', milliseconds: 1 })
    traces.read({ at: 1, run: 'run_a', type: 'run_started', workflow: 'w', traceparent: 'nonsense' })
    traces.read({ at: 2, run: 'run_a/never-begun', type: 'step_completed', step: 's', milliseconds: 50 })
    traces.read({ at: 3, run: 'run_a', type: 'run_completed', milliseconds: 2 })
    traces.read({ at: 4, run: 'run_a', type: 'run_failed', message: '', code: 'internal' })
    expect(spans.map(({ name }) => name)).toEqual(['step s', 'invoke_workflow never-begun', 'invoke_workflow w'])
    expect(spans.every(({ trace }) => trace === traceIdOf('run_a'))).toBe(true)
  })
})
