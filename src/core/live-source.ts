/** What a system that is watched is asked for. Times are milliseconds since the epoch. */
export interface EvidenceQuestion {
  /** The time before `startedAt` is for comparison. */
  from: number
  to: number
  /** When it began, where that is known. */
  startedAt?: number
  namespace?: string | undefined
  services: readonly string[]
}

export interface CollectedEvidence {
  /** By path inside an incident bundle, such as `logs/loki.jsonl`; not masked yet. */
  files: [path: string, text: string][]
  /** What could not be had, in plain words. */
  problems: string[]
}

/** A system that keeps evidence: metrics, logs, traces, changes, the state of a cluster. It is only read. */
export interface LiveSource {
  /** As people call it; the beginning of its problems. */
  readonly name: string
  /** Rejects where nothing could be had; the others go on without it. */
  collect(question: EvidenceQuestion, signal: AbortSignal): Promise<CollectedEvidence>
}
