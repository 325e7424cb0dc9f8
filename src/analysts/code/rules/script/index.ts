import type { FlowRules } from '../../flow/rules.ts'
import { ADDRESS_SINKS } from './addresses.ts'
import { CLEAN, GUARDS, PROPAGATORS, PUBLISHED, SAME, SANITISERS, TYPES, VOUCHES } from './cleaning.ts'
import { CODE_SINKS } from './code.ts'
import { COMMAND_SINKS } from './commands.ts'
import { DATABASE_SINKS } from './databases.ts'
import { MARKUP_PLACES, MARKUP_RETURNS, MARKUP_SINKS } from './markup.ts'
import { PATH_SINKS } from './paths.ts'
import { PARAMETERS, SOURCES } from './sources.ts'

/** JavaScript and TypeScript: Node, the usual servers and databases, and the browser. */
export const SCRIPT_RULES: FlowRules = {
  languages: ['javascript', 'typescript'],
  sources: SOURCES,
  parameters: PARAMETERS,
  sinks: [...COMMAND_SINKS, ...PATH_SINKS, ...DATABASE_SINKS, ...CODE_SINKS, ...MARKUP_SINKS, ...ADDRESS_SINKS],
  places: MARKUP_PLACES,
  returns: MARKUP_RETURNS,
  calls: [],
  sanitisers: SANITISERS,
  guards: GUARDS,
  propagators: PROPAGATORS,
  clean: CLEAN,
  types: TYPES,
  same: SAME,
  published: PUBLISHED,
  vouches: VOUCHES,
}
