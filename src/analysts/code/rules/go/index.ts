import type { FlowRules } from '../../flow/rules.ts'
import { COMMAND } from './command.ts'
import { CRYPTOGRAPHY } from './cryptography.ts'
import { INTERPRETERS } from './interpreters.ts'
import { PATH } from './path.ts'
import { REQUEST } from './request.ts'
import { SETTINGS } from './settings.ts'
import { SQL } from './sql.ts'
import { VALUES } from './values.ts'
import { WEB } from './web.ts'

const SUBJECTS: readonly Partial<FlowRules>[] = [
  REQUEST,
  SQL,
  COMMAND,
  PATH,
  WEB,
  INTERPRETERS,
  CRYPTOGRAPHY,
  SETTINGS,
  VALUES,
]

/** All that is known of Go, its standard library and its frameworks. */
export const GO_RULES: FlowRules = {
  languages: ['go'],
  sources: SUBJECTS.flatMap(({ sources = [] }) => sources),
  parameters: [],
  sinks: SUBJECTS.flatMap(({ sinks = [] }) => sinks),
  places: [],
  returns: [],
  calls: SUBJECTS.flatMap(({ calls = [] }) => calls),
  sanitisers: SUBJECTS.flatMap(({ sanitisers = [] }) => sanitisers),
  guards: SUBJECTS.flatMap(({ guards = [] }) => guards),
  propagators: SUBJECTS.flatMap(({ propagators = [] }) => propagators),
  clean: SUBJECTS.flatMap(({ clean = [] }) => clean),
  types: SUBJECTS.flatMap(({ types = [] }) => types),
}
