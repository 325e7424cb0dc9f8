import { analyseSecurity } from '../../analysts/code/analyse-security.ts'
import type { CodeChange } from '../../analysts/code/change/code-change.ts'
import { analyseConfiguration } from '../../analysts/code/configuration/analyse-configuration.ts'
import type { CodeFinding } from '../../core/review.ts'

/** All that the security reviewer says of a version: weaknesses of programs, credentials, and of what builds and runs the programs. */
export function findWeaknesses(code: CodeChange): CodeFinding[] {
  return [...analyseSecurity(code), ...analyseConfiguration(code.files)]
}
