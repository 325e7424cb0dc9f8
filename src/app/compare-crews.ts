import type { Analysis } from '../core/analysis.ts'
import type { RunEvent } from '../core/run-event.ts'
import type { InvestigationInput } from '../crews/incident/investigate.ts'
import { openPlatform } from './open-platform.ts'
import { checkModel } from './open-reasoner.ts'

/** One way of investigating, and what it came to. */
export interface Compared {
  way: 'one' | 'crew' | 'crew in sequence'
  run: string
  milliseconds: number
  specialists: number
  /** Those that are more than context. */
  findings: number
  verdict: Analysis['verdict']
  /** The first hypothesis; null where there is none. */
  first: { component: string; cause: string; confidence: number } | null
  tokens: number
  /** Null where a model without a listed price took part. */
  dollars: number | null
}

export interface Comparison {
  title: string
  ways: Compared[]
  /** How much less time the crew took at once than one after the other. */
  speedUp: number
}

const WAYS: readonly { way: Compared['way']; crew: 'one' | 'crew'; sequential: boolean }[] = [
  { way: 'one', crew: 'one', sequential: false },
  { way: 'crew', crew: 'crew', sequential: false },
  { way: 'crew in sequence', crew: 'crew', sequential: true },
]

/** The same incident by one agent, by the crew at once, and by the crew one after the other; each a run that is kept. Rejects as an investigation does. */
export async function compareCrews(
  input: InvestigationInput,
  onEvent?: (event: RunEvent) => void,
): Promise<Comparison> {
  await checkModel(input.model)
  const platform = await openPlatform()
  try {
    if (onEvent) platform.engine.subscribe(onEvent)
    // What the first one pays for all, such as loading code and filling caches of files, none of them is charged with.
    await (
      await platform.engine.start(
        platform.investigate,
        { ...input, model: 'none' },
        { title: `before comparing ${input.address.path}` },
      )
    ).result()
    const ways: Compared[] = []
    let title = ''
    for (const { way, crew, sequential } of WAYS) {
      const begun = performance.now()
      const handle = await platform.engine.start(
        platform.investigate,
        { ...input, crew, sequential },
        { title: `${way}: ${input.address.path}` },
      )
      const analysis = await handle.result()
      title = analysis.title
      ways.push(compared(way, handle.id, performance.now() - begun, analysis))
    }
    const [, parallel, sequence] = ways
    return { title, ways, speedUp: parallel && sequence ? sequence.milliseconds / parallel.milliseconds : 1 }
  } finally {
    await platform.close()
  }
}

function compared(way: Compared['way'], run: string, milliseconds: number, analysis: Analysis): Compared {
  const [best] = analysis.hypotheses
  const { model } = analysis
  return {
    way,
    run,
    milliseconds: Math.round(milliseconds),
    specialists: analysis.specialists.length,
    findings: analysis.specialists.flatMap(({ findings }) => findings).filter(({ role }) => role !== 'context').length,
    verdict: analysis.verdict,
    first: best ? { component: best.component, cause: best.cause, confidence: best.confidence } : null,
    tokens: model === null ? 0 : model.inputTokens + model.outputTokens,
    dollars: model === null ? 0 : model.dollars,
  }
}
