import type { LanguageName } from '../program.ts'
import type { LoopKnowledge } from './loop-facts.ts'
import type { NameKind } from './name-kinds.ts'

/** What is known of the module that is looked at. */
export interface Scene {
  language: LanguageName
  kinds: ReadonlyMap<string, NameKind>
  /** Names that hold what a data store or another service gave: nobody knows how much it is. */
  fetched: ReadonlySet<string>
  known: LoopKnowledge
}
