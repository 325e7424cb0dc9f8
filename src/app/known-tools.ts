import { INCIDENT_TOOLS } from '../crews/incident/tools/index.ts'

/** The names of all tools that an agent can be given. */
export function knownTools(): string[] {
  return INCIDENT_TOOLS.map(({ name }) => name)
}
