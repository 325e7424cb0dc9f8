import type { Plot, Problem } from './analysis.ts'
import type { CallEdge, EvidenceKind } from './evidence.ts'
import type { Finding, SpecialistReport } from './finding.ts'
import type { AnalystContext } from './incident.ts'
import type { Source, SourceAddress } from './source.ts'

/** What a specialist hands over. */
export interface SpecialistFindings {
  findings: Finding[]
  /** One sentence on what was looked at. */
  summary: string
  edges?: CallEdge[]
  plots?: Plot[]
  problems?: Problem[]
  /** Set where the time ran out before all was read. */
  isPartial?: boolean
}

export interface SpecialistTask {
  source: Source
  context: AnalystContext
  /** What specialists that went before have found. */
  earlier: readonly Finding[]
  signal: AbortSignal
  /** Milliseconds since the epoch after which the specialist should hand over what it has. */
  deadline: number
  /** Milliseconds since the epoch. */
  clock(): number
}

/** One narrow expert: what it reads, after whom it goes, and how it works without a model. */
export interface Specialist {
  name: string
  /** Shown while it works: "reads the logs for new patterns". */
  task: string
  reads: readonly EvidenceKind[]
  after: readonly string[]
  analyse(task: SpecialistTask): Promise<SpecialistFindings>
}

/** The same task as plain data, for a worker thread. */
export interface SpecialistOrder {
  specialist: string
  address: SourceAddress
  context: AnalystContext
  earlier: readonly Finding[]
  timeoutMilliseconds: number
  /** How much there is to read. */
  bytes: number
}

/** Runs a specialist wherever there is room: here, or in a worker thread. */
export type RunSpecialist = (order: SpecialistOrder, signal: AbortSignal) => Promise<SpecialistOutcome>

export interface SpecialistOutcome {
  report: SpecialistReport
  edges: CallEdge[]
  plots: Plot[]
  problems: Problem[]
}
