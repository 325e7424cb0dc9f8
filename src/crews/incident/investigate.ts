import type { Analysis } from '../../core/analysis.ts'
import type { Workflow } from '../../core/engine.ts'
import type { SimilarIncident } from '../../core/memory.ts'
import type { OpenSource, Source, SourceAddress } from '../../core/source.ts'
import type { RunSpecialist, Specialist } from '../../core/specialist.ts'
import { maskAnalysis } from '../../safety/mask-analysis.ts'
import { type CrewChoice, chooseCrew, chooseOne } from './choose-crew.ts'
import { conductSpecialist } from './conduct-specialist.ts'
import { type ConsultingParts, consultModels } from './consult-models.ts'
import { chooseSpecialists, sendOut, timeFor } from './send-out.ts'
import { synthesise } from './synthesise.ts'
import { bindTool } from './tools/define-tool.ts'
import { type Triage, triageSource } from './triage.ts'

export interface InvestigationInput {
  address: SourceAddress
  /** Kinds of evidence or names of specialists; empty for all. */
  only: string[]
  sequential: boolean
  /** All who have something to read; one of them; or by the kind of question. */
  crew: 'crew' | 'one' | 'auto'
  severityRule: Analysis['severityRule']
  /** For each specialist without a model; by the size of what it reads where not given. */
  specialistTimeoutMilliseconds?: number | undefined
  /** For all of the work; waiting for people does not count, and it begins anew when the run is resumed. */
  timeoutMilliseconds: number
  /** Credentials and personal data in quotes are shown as they are. */
  unmasked: boolean
  /** A model by name; `auto` for what fits each agent's task; or `none`. */
  model: string
  /** For everything that is asked of models in the run. */
  budget: { tokens: number; dollars?: number | undefined }
  /** Whether it is of an incident, and kept for later ones. What was started by a version without this is. */
  isRemembered?: boolean
}

/** What an investigation does where nothing else is said. */
export const INVESTIGATION_DEFAULTS: Omit<InvestigationInput, 'address'> = {
  only: [],
  sequential: false,
  crew: 'crew',
  severityRule: 'most-severe',
  timeoutMilliseconds: 300_000,
  unmasked: false,
  model: 'none',
  budget: { tokens: 100_000 },
  isRemembered: true,
}

export interface InvestigationParts extends ConsultingParts {
  openSource: OpenSource
  specialists: readonly Specialist[]
  runSpecialist: RunSpecialist
  /** Keeps the analysis for later runs, once for each run. */
  record?(run: string, at: number, analysis: Analysis): Promise<void>
  /** Earlier incidents like this one. */
  recall?(run: string, at: number, analysis: Analysis): Promise<SimilarIncident[]>
}

/**
 * The incident crew: gather and triage, specialists in parallel (those who build on others after them), fusion, citations
 * checked by code, one analysis. Without evidence, or with broken parts, it still ends in an analysis that says so.
 */
export function investigation(parts: InvestigationParts): Workflow<InvestigationInput, Analysis> {
  const specialistRun = conductSpecialist(parts.runSpecialist)
  return {
    name: 'incident.investigate',
    async run(run, input) {
      const begun = performance.now()
      const timeLeft = () => input.timeoutMilliseconds - (performance.now() - begun)
      // Opened when the first step needs it: a replay that needs no evidence any more does not open it.
      let opened: Promise<Source> | undefined
      const source = () => {
        opened ??= parts.openSource(input.address)
        return opened
      }
      run.emit({ type: 'phase_started', phase: 'triage' })
      const triage = await run.step('triage', async () => triageSource(await source(), run.signal))
      run.emit({ type: 'phase_started', phase: 'investigation' })
      const choice = crewFor(input.crew, triage)
      const chosen = chooseSpecialists(parts.specialists, triage, choice?.specialist ? [choice.specialist] : input.only)
      const sent = choice?.kind === 'search' ? [] : chosen
      if (choice)
        run.emit({ type: 'crew_chosen', crew: choice.kind, agents: sent.map(({ name }) => name), why: choice.why })
      const outcomes = await sendOut(run, sent, {
        specialistRun,
        triage,
        address: input.address,
        sequential: input.sequential,
        timeFor: (bytes) => Math.min(input.specialistTimeoutMilliseconds ?? timeFor(bytes), timeLeft()),
      })
      run.emit({ type: 'phase_started', phase: 'synthesis' })
      const at = await run.now()
      const generatedAt = new Date(at).toISOString()
      const compose = async (order: readonly number[], model: Analysis['model']) => {
        const found = await synthesise(await source(), triage, outcomes, input.severityRule, {
          generatedAt,
          order,
          model,
        })
        const whole = { ...found, ...(choice && crewPart(choice, found)) }
        return input.unmasked ? whole : maskAnalysis(whole)
      }
      const fused = await run.step('synthesis', () => compose([], null))
      const consulted =
        input.model === 'none' || fused.verdict !== 'root-cause'
          ? undefined
          : await consultModels(
              run,
              parts,
              fused,
              {
                asked: input.model,
                budget: input.budget,
                unmasked: input.unmasked,
                timeLeft,
                isAlone: choice?.kind === 'one',
              },
              (tool, masker) => bindTool(tool, source, triage.context, masker),
            )
      const found = !consulted
        ? fused
        : consulted.order.length === 0
          ? { ...fused, model: consulted.model }
          : await run.step('synthesis in the order of the model', () => compose(consulted.order, consulted.model))
      const similar = await run.step('recall', () => recall(parts, run.id, at, found))
      const analysis = similar.length > 0 ? { ...found, similar } : found
      const isRemembered = input.isRemembered ?? true
      await run.step('record', () => (isRemembered ? parts.record?.(run.id, at, analysis) : undefined))
      return analysis
    },
  }
}

/** Memory helps where it can be had; an investigation does not fail for want of it. */
async function recall(
  parts: InvestigationParts,
  run: string,
  at: number,
  analysis: Analysis,
): Promise<SimilarIncident[]> {
  try {
    return (await parts.recall?.(run, at, analysis)) ?? []
  } catch {
    return []
  }
}

function crewFor(crew: InvestigationInput['crew'], { question }: Triage): CrewChoice | undefined {
  return crew === 'crew' ? undefined : crew === 'one' ? chooseOne(question) : chooseCrew(question)
}

/** What is looked up is not investigated, and says so. */
function crewPart({ kind, why }: CrewChoice, { runbooks }: Analysis): Partial<Analysis> {
  const crew = { kind, why }
  if (kind !== 'search') return { crew }
  const [first] = runbooks
  const headline =
    first === undefined
      ? 'No runbook speaks of it. Nothing was investigated; --crew crew does that.'
      : `"${first.title}" (${first.source}) speaks of it. Nothing was investigated; --crew crew does that.`
  return { crew, headline, verdict: 'inconclusive', confidence: 0 }
}
