import { INCIDENT_TOOLS } from '../crews/incident/tools/index.ts'
import { REVIEW_TOOLS } from '../crews/review/models/tools/index.ts'
import { outsideToolNames } from './outside-tools.ts'

/** The names of all tools that an agent can be given: ours, and those of MCP servers that the configuration names. */
export async function knownTools(environment: NodeJS.ProcessEnv = process.env): Promise<string[]> {
  return [...[...INCIDENT_TOOLS, ...REVIEW_TOOLS].map(({ name }) => name), ...(await outsideToolNames(environment))]
}
