import type { CodeFinding } from '../../core/review.ts'
import type { CodeChange } from './change/code-change.ts'
import { findFlows } from './flow/find-flows.ts'
import { FLOW_RULES } from './rules/index.ts'
import { analyseSecrets } from './secrets/analyse-secrets.ts'

/** Weaknesses of the code: data that others can set and that comes to where it does harm, calls that are wrong by themselves, credentials. */
export function analyseSecurity({ files, modules }: CodeChange): CodeFinding[] {
  return [...findFlows([...modules.values()], FLOW_RULES), ...analyseSecrets(files)]
}
