import type { FlowRules } from '../../flow/rules.ts'
import {
  PYTHON_CLEAN,
  PYTHON_ENDS,
  PYTHON_GUARDS,
  PYTHON_PROPAGATORS,
  PYTHON_TYPES,
  PYTHON_VOUCHES,
} from './cleaning.ts'
import { PYTHON_CODE_SINKS, PYTHON_DESERIALISATION_SINKS } from './code.ts'
import { PYTHON_COMMAND_SINKS } from './command.ts'
import { PYTHON_CRYPTOGRAPHY_CALLS } from './cryptography.ts'
import { PYTHON_DIRECTORY_SINKS } from './directory.ts'
import { PYTHON_FILE_CALLS, PYTHON_FILE_SINKS } from './files.ts'
import { PYTHON_NETWORK_CALLS, PYTHON_NETWORK_SINKS } from './network.ts'
import { PYTHON_SANITISERS } from './sanitisers.ts'
import { PYTHON_PARAMETERS, PYTHON_SOURCES } from './sources.ts'
import { PYTHON_SQL_SINKS } from './sql.ts'
import { PYTHON_WEB_CALLS, PYTHON_WEB_PLACES, PYTHON_WEB_RETURNS, PYTHON_WEB_SINKS } from './web.ts'

/** What is known of Python, its standard library and its frameworks. */
export const PYTHON_RULES: FlowRules = {
  languages: ['python'],
  sources: PYTHON_SOURCES,
  parameters: PYTHON_PARAMETERS,
  sinks: [
    ...PYTHON_SQL_SINKS,
    ...PYTHON_COMMAND_SINKS,
    ...PYTHON_CODE_SINKS,
    ...PYTHON_DESERIALISATION_SINKS,
    ...PYTHON_FILE_SINKS,
    ...PYTHON_WEB_SINKS,
    ...PYTHON_NETWORK_SINKS,
    ...PYTHON_DIRECTORY_SINKS,
  ],
  places: PYTHON_WEB_PLACES,
  returns: PYTHON_WEB_RETURNS,
  calls: [...PYTHON_FILE_CALLS, ...PYTHON_WEB_CALLS, ...PYTHON_NETWORK_CALLS, ...PYTHON_CRYPTOGRAPHY_CALLS],
  sanitisers: PYTHON_SANITISERS,
  guards: PYTHON_GUARDS,
  propagators: PYTHON_PROPAGATORS,
  clean: PYTHON_CLEAN,
  types: PYTHON_TYPES,
  ends: PYTHON_ENDS,
  vouches: PYTHON_VOUCHES,
}
