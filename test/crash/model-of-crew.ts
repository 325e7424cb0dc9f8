import { type ModelServer, modelServer, type ServedCall } from '../../src/testing/model-server.ts'
import type { Moment } from './run-until.ts'

const AGENTS = [
  ['You coordinate', 'coordinator'],
  ['what the logs say', 'log-analyst'],
  ['the metrics of services', 'metrics-analyst'],
  ['You judge the traces', 'trace-analyst'],
  ['You judge changes', 'change-analyst'],
  ['You judge the cluster', 'kubernetes-analyst'],
] as const
const DELAY = 60

/** Which agent asks for the which time, as its step is named. */
export function stepOf({ system, messages }: ServedCall): string {
  const text = JSON.stringify(system)
  const agent = AGENTS.find(([words]) => text.includes(words))?.[1] ?? 'unknown'
  return `${agent} asks the model ${(messages.length + 1) / 2}`
}

/** A model of which every agent that can search the logs does so once, then reports. */
export function modelOfCrew(): Promise<ModelServer> {
  return modelServer((call) => {
    const isSpecialist = JSON.stringify(call.tools).includes('assessment')
    const canSearch = call.tools.some(({ name }) => name === 'search_logs')
    if (canSearch && call.messages.length === 1)
      return { delayMilliseconds: DELAY, toolCalls: [{ name: 'search_logs', input: { text: 'OutOfMemoryError' } }] }
    const input = isSpecialist
      ? { assessment: 'It fits.', evidence: ['E1'] }
      : { summary: 'The heap filled up.', connections: [] }
    return { delayMilliseconds: DELAY, toolCalls: [{ name: 'report', input }] }
  })
}

/** While the model is most likely asked. */
export function momentOfAsking(start: number, span: number): Moment {
  return { after: 'ready', milliseconds: span * (0.3 + 0.5 * Math.random()) * (start === 0 ? 1 : 0.5) }
}

/** How often the server was asked for what was already kept. */
export function askedAgain(calls: readonly ServedCall[], kept: readonly string[]): () => number {
  const names = new Set(kept.map((row) => String(JSON.parse(row).name)))
  const asked = () => calls.map(stepOf).filter((step) => names.has(step)).length
  const before = asked()
  return () => asked() - before
}
