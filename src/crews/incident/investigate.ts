import { assessImpact } from '../../analysts/cost/assess-impact.ts'
import { rankRunbooks } from '../../analysts/runbooks/rank-runbooks.ts'
import { compareWindows } from '../../analysts/triage/compare-windows.ts'
import { deriveSeries } from '../../analysts/triage/derive-series.ts'
import type { AgentDefinition } from '../../core/agent.ts'
import type { Analysis, Plot, Problem } from '../../core/analysis.ts'
import { widen } from '../../core/clock-extent.ts'
import type { Run, Workflow } from '../../core/engine.ts'
import type { CallEdge, EvidenceKind, Series, TimeWindow } from '../../core/evidence.ts'
import { WatchfloorFault } from '../../core/fault.ts'
import type { Finding, SpecialistReport } from '../../core/finding.ts'
import type { AnalystContext } from '../../core/incident.ts'
import type { OpenSource, Source, SourceAddress } from '../../core/source.ts'
import type { RunSpecialist, Specialist, SpecialistOutcome } from '../../core/specialist.ts'
import { fuse } from '../../fusion/fuse.ts'
import { createBudget } from '../../reasoner/budget.ts'
import type { ReasoningParts } from '../../reasoner/reason.ts'
import { maskAnalysis } from '../../safety/mask-analysis.ts'
import { createMasker } from '../../safety/masker.ts'
import { checkCitations } from './check-citations.ts'
import { composeAnalysis } from './compose-analysis.ts'
import { conductSpecialist } from './conduct-specialist.ts'
import { reasonOverAnalysis } from './reason-over-analysis.ts'
import { bindTool } from './tools/define-tool.ts'
import { INCIDENT_TOOLS } from './tools/index.ts'

export interface InvestigationInput {
  address: SourceAddress
  /** Kinds of evidence or names of specialists; empty for all. */
  only: string[]
  sequential: boolean
  severityRule: Analysis['severityRule']
  specialistTimeoutMilliseconds: number
  /** Credentials and personal data in quotes are shown as they are. */
  unmasked: boolean
  /** A model by name; `auto` for what each agent's file names; or `none`. */
  model: string
  /** For everything that is asked of models in the run. */
  budget: { tokens: number; dollars?: number | undefined }
}

/** What an investigation does where nothing else is said. */
export const INVESTIGATION_DEFAULTS: Omit<InvestigationInput, 'address'> = {
  only: [],
  sequential: false,
  severityRule: 'most-severe',
  specialistTimeoutMilliseconds: 120_000,
  unmasked: false,
  model: 'none',
  budget: { tokens: 100_000 },
}

export interface InvestigationParts {
  openSource: OpenSource
  specialists: readonly Specialist[]
  runSpecialist: RunSpecialist
  /** The agents that there are, by their files. */
  agents(): Promise<AgentDefinition[]>
  /** Opens a model by its name. */
  openModel(name: string): Promise<Pick<ReasoningParts, 'model' | 'price'>>
  /** Keeps the analysis for later runs, once for each run. */
  record?(run: string, at: number, analysis: Analysis): Promise<void>
}

/** What the crew knows before anyone has looked for a cause. */
interface Triage {
  context: AnalystContext
  edges: CallEdge[]
  /** How much evidence there is of each kind. Bytes. */
  present: Partial<Record<EvidenceKind, number>>
  problems: Problem[]
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
      // Opened when the first step needs it: a replay that needs no evidence any more does not open it.
      let opened: Promise<Source> | undefined
      const source = () => {
        opened ??= parts.openSource(input.address)
        return opened
      }
      run.emit({ type: 'phase_started', phase: 'triage' })
      const triage = await run.step('triage', async () => triageSource(await source(), run.signal))
      run.emit({ type: 'phase_started', phase: 'investigation' })
      const chosen = chooseSpecialists(parts.specialists, triage, input.only)
      const outcomes = await sendOut(
        run,
        chosen,
        (specialist, earlier, edges) =>
          run
            .child(
              specialistRun,
              {
                specialist: specialist.name,
                task: specialist.task,
                address: input.address,
                context: { ...triage.context, edges },
                earlier,
                bytes: specialist.reads.reduce((sum, kind) => sum + (triage.present[kind] ?? 0), 0),
                timeoutMilliseconds: input.specialistTimeoutMilliseconds,
              },
              { key: specialist.name, timeoutMilliseconds: input.specialistTimeoutMilliseconds + GRACE },
            )
            .then((outcome) =>
              outcome.status === 'completed' ? outcome.value : lateOutcome(specialist.name, outcome),
            ),
        triage.edges,
        input.sequential,
      )
      run.emit({ type: 'phase_started', phase: 'synthesis' })
      const at = await run.now()
      const generatedAt = new Date(at).toISOString()
      const compose = async (order: readonly number[], model: Analysis['model']) => {
        const found = await synthesise(await source(), triage, outcomes, input, { generatedAt, order, model })
        return input.unmasked ? found : maskAnalysis(found)
      }
      const fused = await run.step('synthesis', () => compose([], null))
      const analysis =
        input.model === 'none' ? fused : await reasonOver(run, parts, input, fused, source, triage.context, compose)
      await run.step('record', () => parts.record?.(run.id, at, analysis))
      return analysis
    },
  }
}

/** For one agent, where its file says nothing. */
const AGENT_TOKENS = 30_000

/** The coordinator's part. A model that cannot be had leaves the analysis as the specialists made it. */
async function reasonOver(
  run: Run,
  parts: InvestigationParts,
  input: InvestigationInput,
  fused: Analysis,
  source: () => Promise<Source>,
  context: AnalystContext,
  compose: (order: readonly number[], model: Analysis['model']) => Promise<Analysis>,
): Promise<Analysis> {
  if (fused.verdict !== 'root-cause') return fused
  run.emit({ type: 'phase_started', phase: 'reasoning' })
  // As they are now, also for a resumed run.
  const agents = await run.step('read the agents', () => parts.agents())
  const models = new Map<string, Pick<ReasoningParts, 'model' | 'price'>>()
  const nameFor = ({ model: own = 'balanced' }: Pick<AgentDefinition, 'model'>) =>
    input.model === 'auto' ? own : input.model
  for (const name of new Set([...agents, {}].map(nameFor))) models.set(name, await parts.openModel(name))
  const budget = createBudget(input.budget)
  const masker = createMasker()
  const { order, model } = await reasonOverAnalysis(run, fused, {
    agents,
    budget,
    tools: (names) =>
      INCIDENT_TOOLS.filter(({ name }) => names.includes(name)).map((tool) =>
        bindTool(tool, source, context, masker.mask),
      ),
    partsFor({ limits, model: own }) {
      const opened = models.get(nameFor({ ...(own !== undefined && { model: own }) }))
      if (!opened) throw new WatchfloorFault('internal', `No model was opened for ${own}.`)
      return {
        ...opened,
        budget: createBudget({ tokens: limits.tokens ?? AGENT_TOKENS, dollars: limits.dollars }, budget),
      }
    },
  })
  run.emit({
    type: 'model_reported',
    model: model.name,
    status: model.status,
    calls: model.calls,
    inputTokens: model.inputTokens,
    outputTokens: model.outputTokens,
    dollars: model.dollars,
  })
  if (order.length === 0) return { ...fused, model }
  return run.step('synthesis in the order of the model', () => compose(order, model))
}

/** Milliseconds that a specialist has to hand over after its own deadline. */
const GRACE = 3_000

type Conduct = (specialist: Specialist, earlier: readonly Finding[], edges: CallEdge[]) => Promise<SpecialistOutcome>

/** Wave by wave: a specialist goes when all it waits for are back. */
async function sendOut(
  run: Run,
  chosen: readonly Specialist[],
  conduct: Conduct,
  known: readonly CallEdge[],
  sequential: boolean,
): Promise<SpecialistOutcome[]> {
  const outcomes: SpecialistOutcome[] = []
  const names = new Set(chosen.map(({ name }) => name))
  let waiting = [...chosen]
  while (waiting.length > 0) {
    run.signal.throwIfAborted()
    const done = new Set(outcomes.map(({ report }) => report.agent))
    const ready = waiting.filter(({ after }) => after.every((name) => done.has(name) || !names.has(name)))
    const wave = ready.length > 0 ? ready : waiting
    const earlier = outcomes.flatMap(({ report }) => report.findings)
    const edges = uniqueEdges([...known, ...outcomes.flatMap((outcome) => outcome.edges)])
    if (sequential) for (const specialist of wave) outcomes.push(await conduct(specialist, earlier, edges))
    else outcomes.push(...(await Promise.all(wave.map((specialist) => conduct(specialist, earlier, edges)))))
    waiting = waiting.filter((specialist) => !wave.includes(specialist))
  }
  return outcomes
}

function chooseSpecialists(all: readonly Specialist[], { present }: Triage, only: readonly string[]): Specialist[] {
  const wanted = (specialist: Specialist) =>
    only.length === 0 ||
    only.some(
      (word) => specialist.name === word || specialist.name === `${word}-analyst` || specialist.reads[0] === word,
    )
  return all.filter((specialist) => wanted(specialist) && specialist.reads.some((kind) => present[kind] !== undefined))
}

function lateOutcome(
  agent: string,
  outcome:
    | { status: 'failed'; message: string }
    | { status: 'timed-out'; afterMilliseconds: number }
    | { status: 'cancelled' },
): SpecialistOutcome {
  const timedOut = outcome.status === 'timed-out'
  const message =
    outcome.status === 'failed'
      ? outcome.message
      : timedOut
        ? `did not end within ${outcome.afterMilliseconds} ms`
        : 'was cancelled'
  const report: SpecialistReport = {
    agent,
    status: timedOut ? 'timed-out' : 'failed',
    severity: 'P4',
    confidence: 0,
    summary: message,
    findings: [],
  }
  const hint = timedOut
    ? 'Allow more with --timeout, or point at less evidence.'
    : 'The other specialists’ findings stand; please report this as a defect.'
  return {
    report,
    edges: [],
    plots: [],
    problems: [{ code: report.status, source: agent, message: `${agent}: ${message}`, hint }],
  }
}

/** Of larger logs a sample is read to find the onset. Bytes. */
const MOST_TRIAGED_LOG = 64 * 1024 * 1024

async function triageSource(source: Source, signal: AbortSignal): Promise<Triage> {
  const series = await Array.fromAsync(source.metrics(signal))
  const edges = await source.topology()
  let extent: TimeWindow | undefined
  for (const { timestamps } of series) {
    extent = widen(extent, timestamps[0])
    extent = widen(extent, timestamps.at(-1))
  }
  const derived: Series[] = []
  if (series.length === 0) extent = await deriveFromEvents(source, derived, signal)
  const windows = compareWindows(source.incident, series.length > 0 ? series : derived, extent)
  const present: Triage['present'] = {}
  for (const { kind, bytes } of source.files) present[kind] = (present[kind] ?? 0) + bytes
  return { context: { incident: source.incident, windows, edges }, edges, present, problems: [...source.problems] }
}

async function deriveFromEvents(
  source: Source,
  derived: Series[],
  signal: AbortSignal,
): Promise<TimeWindow | undefined> {
  const bytes = source.files.filter(({ kind }) => kind === 'logs').reduce((sum, file) => sum + file.bytes, 0)
  const deriver = deriveSeries(bytes > MOST_TRIAGED_LOG)
  let extent: TimeWindow | undefined
  for await (const span of source.traces(signal)) {
    extent = widen(extent, span.startedAt)
    deriver.addSpan(span)
  }
  for await (const record of source.logs(signal, MOST_TRIAGED_LOG)) {
    extent = widen(extent, record.at)
    deriver.addLog(record)
  }
  derived.push(...deriver.series())
  return extent
}

async function synthesise(
  source: Source,
  triage: Triage,
  outcomes: readonly SpecialistOutcome[],
  input: InvestigationInput,
  { generatedAt, order, model }: { generatedAt: string; order: readonly number[]; model: Analysis['model'] },
): Promise<Analysis> {
  const edges = uniqueEdges([...triage.edges, ...outcomes.flatMap((outcome) => outcome.edges)])
  const { windows } = triage.context
  const checked = await checkCitations(
    outcomes.flatMap(({ report }) => report.findings),
    source,
  )
  const fused = fuse({ findings: checked.findings, incident: source.incident, edges })
  const hypotheses = [
    ...order.flatMap((index) => fused[index] ?? []),
    ...fused.filter((_, index) => !order.includes(index)),
  ]
  const reports = outcomes.map(({ report }) => ({
    ...report,
    findings: checked.findings.filter(({ agent }) => agent === report.agent),
  }))
  const figures = await source.cost()
  const alerts = await source.alerts()
  const needsSeries = figures.length > 0 || source.files.some(({ kind }) => kind === 'metrics')
  const impact = assessImpact({ figures, series: needsSeries ? await Array.fromAsync(source.metrics()) : [] }, windows)
  const first = hypotheses[0]
  const runbooks = rankRunbooks(await Array.fromAsync(source.documents('runbooks')), {
    keys: [...alerts.map(({ name }) => name), first?.component ?? '', first?.cause ?? ''],
    words: [
      source.incident.title,
      source.incident.description ?? '',
      ...checked.findings.slice(0, 10).map(({ summary }) => summary),
    ],
  })
  return composeAnalysis({
    source,
    generatedAt,
    model,
    windows,
    edges,
    reports,
    findings: checked.findings,
    hypotheses,
    dropped: checked.dropped,
    impact,
    runbooks,
    changes: await source.changes(),
    alerts,
    plots: bestPlots(
      outcomes.flatMap(({ plots }) => plots),
      hypotheses.map(({ component }) => component),
    ),
    problems: uniqueProblems([...triage.problems, ...source.problems, ...outcomes.flatMap(({ problems }) => problems)]),
    severityRule: input.severityRule,
  })
}

const MOST_PLOTS = 8

/** Plots of suspects first, in the order of suspicion. */
function bestPlots(plots: readonly Plot[], suspects: readonly string[]): Plot[] {
  const place = ({ component }: Plot) => {
    const index = suspects.indexOf(component)
    return index < 0 ? suspects.length : index
  }
  return [...plots].sort((a, b) => place(a) - place(b)).slice(0, MOST_PLOTS)
}

function uniqueEdges(edges: readonly CallEdge[]): CallEdge[] {
  return [...new Map(edges.map((edge) => [`${edge.caller}\0${edge.callee}`, edge])).values()]
}

function uniqueProblems(problems: readonly Problem[]): Problem[] {
  return [
    ...new Map(problems.map((problem) => [`${problem.code}\0${problem.source}\0${problem.message}`, problem])).values(),
  ]
}
