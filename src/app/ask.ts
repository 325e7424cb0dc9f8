import { resolve } from 'node:path'
import type { Answer } from '../core/answer.ts'
import { WatchfloorFault } from '../core/fault.ts'
import type { RunEvent } from '../core/run-event.ts'
import type { Limits } from '../reasoner/budget.ts'
import { openPlatform, type Platform } from './open-platform.ts'
import { checkModel } from './open-reasoner.ts'

export interface AskOptions {
  /** `WATCHFLOOR_RUNBOOKS` where not given. */
  runbooks?: string | undefined
  /** `none` where not given. */
  model?: string
  budget?: Limits
  environment?: NodeJS.ProcessEnv
  onEvent?: (event: RunEvent) => void
}

const TOKENS = 30_000
const TIME = 120_000
const LONGEST = 2_000

/** Answers an on-call question in a run of its own. Rejects with a fault `usage` for an empty or endless question, `not-found` for runbooks that are not there. */
export async function ask(question: string, options: AskOptions = {}): Promise<Answer> {
  const { environment = process.env, onEvent } = options
  await checkModel(options.model ?? 'none', environment)
  const platform = await openPlatform({ environment })
  try {
    if (onEvent) platform.engine.subscribe(onEvent)
    return await askOn(platform, question, options)
  } finally {
    await platform.close()
  }
}

/** The same on a platform that is open. */
export async function askOn(
  { engine, ask: answering }: Platform,
  question: string,
  { environment = process.env, model = 'none', budget = { tokens: TOKENS }, runbooks }: AskOptions = {},
): Promise<Answer> {
  const asked = question.trim()
  if (asked === '' || asked.length > LONGEST)
    throw new WatchfloorFault(
      'usage',
      asked === '' ? 'There is no question.' : `A question has at most ${LONGEST} characters.`,
    )
  const folder = runbooks ?? environment.WATCHFLOOR_RUNBOOKS
  const input = {
    question: asked,
    runbooks: folder ? resolve(folder) : undefined,
    model,
    budget,
    timeoutMilliseconds: TIME,
  }
  return (await engine.start(answering, input, { title: asked.slice(0, 100) })).result()
}
