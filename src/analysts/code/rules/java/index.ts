import type { FlowRules } from '../../flow/rules.ts'
import { javaClean, javaGuards, javaSanitisers } from './cleaning.ts'
import { codeSinks } from './code.ts'
import { commandSinks } from './commands.ts'
import { credentialCalls } from './credentials.ts'
import { cryptographyCalls } from './cryptography.ts'
import { databaseSinks } from './databases.ts'
import { directorySinks } from './directories.ts'
import { fileSinks } from './files.ts'
import { logSinks } from './logs.ts'
import { outsideCalls, outsideMethods, outsideSinks } from './outside.ts'
import { pageCalls, pageReturns, pageSinks } from './pages.ts'
import { javaPropagators } from './propagators.ts'
import { javaParameters, javaSources } from './requests.ts'
import { javaTypes } from './types.ts'
import { deserialiseCalls, deserialiseSinks, xmlCalls } from './xml.ts'

/** All that is known of Java, its library and its frameworks. */
export const javaRules: FlowRules = {
  languages: ['java'],
  sources: javaSources,
  parameters: javaParameters,
  sinks: [
    ...databaseSinks,
    ...commandSinks,
    ...fileSinks,
    ...pageSinks,
    ...directorySinks,
    ...codeSinks,
    ...outsideSinks,
    ...deserialiseSinks,
    ...logSinks,
  ],
  places: [],
  returns: pageReturns,
  calls: [...cryptographyCalls, ...pageCalls, ...xmlCalls, ...deserialiseCalls, ...credentialCalls, ...outsideCalls],
  sanitisers: javaSanitisers,
  guards: javaGuards,
  propagators: javaPropagators,
  clean: javaClean,
  types: javaTypes,
  methods: outsideMethods,
}
