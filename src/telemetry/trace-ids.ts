import { hash } from 'node:crypto'
import type { Run } from '../core/engine.ts'

/** Where a span stands: 32 and 16 lower-case hexadecimal digits. */
export interface TraceContext {
  trace: string
  span: string
}

/** The run that was started, of a run or any of its children: a child is named after its parent, then `/`. */
export function rootOf(run: string): string {
  const end = run.indexOf('/')
  return end < 0 ? run : run.slice(0, end)
}

/**
 * Ids follow from what they stand for, so that every process that ever has to do with a run writes into the same trace, and a span
 * that is told twice is one. An `attempt` is counted from 1: a run that ended badly and was opened again makes another.
 */
export function traceIdOf(run: string): string {
  return hash('sha256', `trace\0${rootOf(run)}`, 'hex').slice(0, 32)
}

export function runSpanId(run: string, attempt = 1): string {
  return spanId('run', run, attempt)
}

/** An agent at work within a run that is not its own. */
export function agentSpanId(run: string, agent: string, attempt = 1): string {
  return spanId('agent', run, attempt, agent)
}

export function stepSpanId(run: string, step: string, attempt = 1): string {
  return spanId('step', run, attempt, step)
}

/** A call of a model or a tool, counted from 0 within what it was told with. */
export function callSpanId(within: string, number: number): string {
  return spanId('call', within, number)
}

function spanId(...parts: (string | number)[]): string {
  return hash('sha256', parts.join('\0'), 'hex').slice(0, 16)
}

/** The W3C trace context of a step, to be sent along with what is asked of others in it. */
export function stepTraceparent({ id, traceparent }: Pick<Run, 'id' | 'traceparent'>, step: string): string {
  const trace = readTraceparent(traceparent)?.trace ?? traceIdOf(id)
  return `00-${trace}-${stepSpanId(id, step)}-01`
}

const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-[\da-f]{2}(?:-|$)/

/** A `traceparent` as W3C Trace Context has it; undefined for what is none. */
export function readTraceparent(text: string | undefined): TraceContext | undefined {
  const [, trace, span] = TRACEPARENT.exec(text ?? '') ?? []
  return trace === undefined || span === undefined ? undefined : { trace, span }
}
