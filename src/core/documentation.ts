import type { Analysis, Evidence } from './analysis.ts'

export const DOCUMENT_KINDS = ['postmortem', 'runbook', 'advisory', 'architecture'] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** The sections of each kind in which a model may write. */
export const DOCUMENT_SECTIONS = {
  postmortem: ['summary', 'impact', 'cause', 'contributing', 'lessons'],
  runbook: ['summary', 'recognise', 'check', 'mitigate', 'verify'],
  advisory: ['summary', 'affected', 'exposure', 'mitigation'],
  architecture: ['summary', 'components', 'dependencies', 'weaknesses'],
} as const satisfies Record<DocumentKind, readonly string[]>

/** What a model wrote: every paragraph with the evidence that it rests on. */
export interface Prose<E = Evidence> {
  /** `provider:model`. */
  name: string
  paragraphs: { section: string; text: string; evidence: E[] }[]
  /** Why there is none. */
  problem?: string
  /** Citations that are in no evidence, and paragraphs without any. */
  struck: number
  calls: number
  inputTokens: number
  outputTokens: number
  /** Null where the model has no listed price. */
  dollars: number | null
}

/** A document about a finished investigation, before it is text. */
export interface Documentation {
  kind: DocumentKind
  analysis: Analysis
  prose?: Prose
}
