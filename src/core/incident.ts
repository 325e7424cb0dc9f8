import type { TimeWindow } from './evidence.ts'

/** What the person on call knows; every part may be missing. */
export interface IncidentContext {
  id: string
  title: string
  description?: string
  startedAt?: number
  endedAt?: number
  baseline?: TimeWindow
  services: string[]
  namespace?: string
  /** The service or edge on which the alert fired. */
  symptom?: string
  /** The components among which the cause is sought; empty where nobody knows. */
  candidates: string[]
}

/** The windows that the analysts compare, given or estimated from the data. */
export interface ComparisonWindows {
  baseline: TimeWindow
  incident: TimeWindow
  /** `given`: the bundle says when it began. `estimated`: found as a change point. `none`: nothing with a clock was found. */
  origin: 'given' | 'estimated' | 'none'
}

/** What every analyst is told. */
export interface AnalystContext {
  incident: IncidentContext
  windows: ComparisonWindows
  /** Callers and callees, where known from topology or traces. */
  edges: readonly { caller: string; callee: string }[]
}
