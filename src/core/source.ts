import type { Problem } from './analysis.ts'
import type {
  Alert,
  CallEdge,
  Change,
  Citation,
  CostFigure,
  EvidenceKind,
  LogRecord,
  Series,
  Span,
  TextDocument,
} from './evidence.ts'
import type { IncidentContext } from './incident.ts'

/** Where evidence lies, as plain data, so that a worker thread can open its own. */
export interface SourceAddress {
  /** A bundle, a folder, or one file. */
  path: string
  /** Whether the bundle may name paths outside of itself. */
  trustSources: boolean
  /** Git checkouts whose commits count as changes. */
  repositories: readonly string[]
}

export interface EvidenceFile {
  /** Relative to the root of the source, with `/`. */
  source: string
  kind: EvidenceKind
  bytes: number
}

/**
 * Lists and reads evidence, streaming. Reading never throws for bad content: what cannot be read is reported once
 * through `problems` and skipped.
 */
export interface Source {
  incident: IncidentContext
  files: readonly EvidenceFile[]
  /** What is to be known about the clocks of the files. */
  clocks: readonly { source: string; note: string }[]
  /** Grows while the evidence is read. */
  problems: readonly Problem[]
  /** With `atMost` bytes given, evenly spaced stretches of larger files: enough to see when something began, not to cite. */
  logs(signal?: AbortSignal, atMost?: number): AsyncIterable<LogRecord>
  metrics(signal?: AbortSignal): AsyncIterable<Series>
  traces(signal?: AbortSignal): AsyncIterable<Span>
  changes(): Promise<Change[]>
  alerts(): Promise<Alert[]>
  topology(): Promise<CallEdge[]>
  cost(): Promise<CostFigure[]>
  documents(kind: 'kubernetes' | 'runbooks' | 'network'): AsyncIterable<TextDocument>
  /** What a commit changed, where a checkout at hand has it. */
  commitDiff?(commit: string, signal: AbortSignal): Promise<string | undefined>
  /** For each citation of one file, whether its quote stands literally on its line. */
  holds(source: string, citations: readonly Citation[]): Promise<boolean[]>
}

export type OpenSource = (address: SourceAddress) => Promise<Source>
