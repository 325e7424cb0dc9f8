import type { ReviewSeverity } from '../../../core/review.ts'

/** What every kind of credential has: the end of its rule's name, what it is called in a message, how bad it is to lose it. */
export interface SecretKind {
  id: string
  what: string
  /** `high` where it is not given. */
  severity?: ReviewSeverity
}

/**
 * A credential that is known by its own documented form, wherever it stands. `rest` is the source of a regular expression
 * for what follows one of `starts`; it is run where a start stands and nowhere else, so it has to be bounded.
 */
export interface TokenForm extends SecretKind {
  /** Case counts; at least two characters. */
  starts: readonly string[]
  rest: string
  /** What has to stand before the start, in place of the beginning of a word: the source of an assertion. */
  before?: string
  /** Least entropy of `rest` in bits a character. */
  entropy?: number
  /** One of these words has to stand on the line, whatever their case. */
  near?: readonly string[]
}

/** A credential without a form of its own: known by the name of its vendor in the name of what it is assigned to. */
export interface NamedForm extends SecretKind {
  /** Lower case, at least three characters. */
  names: readonly string[]
  /** The source of a regular expression for the value as a whole. */
  value: string
  entropy?: number
  /** The vendor's name is a word of everyday use, or the value says little: a key-like word has to stand in the name, too. */
  needsKeyWord?: true
}

/** A stretch of a text that holds a credential: `start` inclusive, `end` exclusive. */
export interface SecretMatch {
  kind: SecretKind
  start: number
  end: number
  /** Where two overlap, the one of a higher rank is told. */
  rank: 'form' | 'named' | 'generic'
  confidence: number
}
