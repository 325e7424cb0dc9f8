import type { Model, ModelFailure, ModelOutcome, ModelRequest } from '../core/model.ts'
import type { Breakers } from './breakers.ts'

export interface ResilienceOptions {
  breakers: Breakers
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** For one try of one model. */
  timeoutMilliseconds?: number
  tries?: number
}

const TIMEOUT = 60_000
const TRIES = 3
const FIRST_PAUSE = 500
/** Longer than this a provider is not waited for; the next model is asked. */
const LONGEST_PAUSE = 20_000

const PASSING: ReadonlySet<ModelFailure> = new Set(['rate-limited', 'overloaded', 'unreachable', 'timed-out'])

/** The models in order, each tried again for what passes, then the next: one model that fails only when all have. */
export function resilientModel(models: readonly [Model, ...Model[]], options: ResilienceOptions): Model {
  const { breakers, sleep, timeoutMilliseconds = TIMEOUT, tries = TRIES } = options

  async function askOne(model: Model, request: ModelRequest, signal: AbortSignal): Promise<ModelOutcome> {
    const breaker = breakers.of(model)
    let outcome: ModelOutcome = {
      status: 'failed',
      failure: 'overloaded',
      message: `${model.name} rests after failures.`,
    }
    if (breaker.isOpen()) return outcome
    for (let attempt = 1; attempt <= tries; attempt++) {
      outcome = await askInTime(model, request, signal)
      if (outcome.status === 'answered') {
        breaker.answered()
        return outcome
      }
      if (!PASSING.has(outcome.failure)) break
      breaker.failed()
      if (attempt === tries || breaker.isOpen()) break
      const pause = outcome.retryAfterMilliseconds ?? FIRST_PAUSE * 2 ** (attempt - 1)
      if (pause > LONGEST_PAUSE) break
      await sleep(pause, signal)
    }
    return outcome
  }

  async function askInTime(model: Model, request: ModelRequest, signal: AbortSignal): Promise<ModelOutcome> {
    const late = AbortSignal.timeout(timeoutMilliseconds)
    try {
      return await model.answer(request, AbortSignal.any([signal, late]))
    } catch (thrown) {
      signal.throwIfAborted()
      if (!late.aborted) throw thrown
      return {
        status: 'failed',
        failure: 'timed-out',
        message: `${model.name} gave no answer within ${timeoutMilliseconds / 1000} s.`,
      }
    }
  }

  return {
    name: models[0].name,
    async answer(request, signal) {
      let last: ModelOutcome | undefined
      for (const model of models) {
        last = await askOne(model, request, signal)
        if (last.status === 'answered') return last
      }
      return last ?? { status: 'failed', failure: 'unreachable', message: 'There is no model.' }
    },
  }
}
