import type { Engine } from '../core/engine.ts'
import type { Model } from '../core/model.ts'
import type { Agent } from '../reasoner/agent.ts'
import { createBudget, type Spend } from '../reasoner/budget.ts'
import type { Reasoned } from '../reasoner/reason.ts'
import { openReasoner } from './open-reasoner.ts'
import { tracedMemoryEngine } from './traced-engine.ts'

export interface RunAgentOptions {
  /** A model, or the name of one: `fast`, `anthropic:…`. */
  model: Model | string
  /** Text of others, by a label. */
  evidence?: Readonly<Record<string, string>>
  /** Without one the run is kept in memory. */
  engine?: Engine
  /** Asking twice with one key gives one run: after a crash it goes on where it was. */
  key?: string
  budget?: { tokens: number; dollars?: number }
}

export type AgentResult<R> = Reasoned<R> & { spend: Spend }

const TOKENS = 100_000

/** Runs an agent or a crew. Rejects with a fault where the model cannot be opened or the run was cancelled; what else goes wrong is a value. */
export async function run<R>(
  who: Agent<R>,
  question: string,
  { model, evidence = {}, engine, key, budget = { tokens: TOKENS } }: RunAgentOptions,
): Promise<AgentResult<R>> {
  const opened =
    typeof model === 'string'
      ? await openReasoner(model, process.env)
      : { model, price: undefined, priceOf: () => undefined }
  const own = engine ?? (await tracedMemoryEngine())
  try {
    const handle = await own.start(
      {
        name: `agent.${who.name}`,
        async run(
          live,
          asked: { question: string; evidence: Readonly<Record<string, string>> },
        ): Promise<AgentResult<R>> {
          const purse = createBudget(budget)
          const reasoned = await who.ask(live, asked.question, asked.evidence, { ...opened, budget: purse })
          return { ...reasoned, spend: purse.spent() }
        },
      },
      { question, evidence },
      { title: question.slice(0, 120), ...(key !== undefined && { key }) },
    )
    return await handle.result()
  } finally {
    if (!engine) await own.close()
  }
}
