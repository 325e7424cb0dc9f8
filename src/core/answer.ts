import type { Prose } from './documentation.ts'
import type { Citation } from './evidence.ts'
import type { SimilarIncident } from './memory.ts'

/** A stretch of a runbook that speaks of a question. */
export interface Passage {
  source: string
  /** Of the runbook. */
  title: string
  /** Of the section; empty before the first one. */
  heading: string
  /** Its lines that say anything, quoted, in order. */
  lines: Citation[]
  /** Relative to the best passage, which has 1. */
  score: number
}

/** An earlier incident that a question is about, as `SimilarIncident` has it. */
export type PastIncident = Omit<SimilarIncident, 'similarity' | 'shared'>

/** What an answer rests on: a passage, or an earlier incident. */
export type AnswerSource = { passage: Passage } | { incident: PastIncident }

/** The answer to an on-call question. Without passages and incidents nothing is known here. */
export interface Answer {
  question: string
  passages: Passage[]
  incidents: PastIncident[]
  /** In the words of a model, where one was asked. */
  prose?: Prose<AnswerSource>
}
