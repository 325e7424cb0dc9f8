import type { CodeFinding } from '../../core/review.ts'
import { analyseScript } from './analyse-script.ts'
import type { CodeChange } from './change/code-change.ts'
import { analyseConfiguration } from './configuration/analyse-configuration.ts'
import { findFlows } from './flow/find-flows.ts'
import { FLOW_RULES } from './rules/index.ts'
import { analyseSecrets } from './secrets/analyse-secrets.ts'

/** Weaknesses of the code: data that others can set and that comes to where it does harm, what is wrong by itself, credentials, settings of containers, CI and infrastructure. */
export function analyseSecurity({ files, modules: byPath }: CodeChange): CodeFinding[] {
  const modules = [...byPath.values()]
  return [
    ...findFlows(modules, FLOW_RULES),
    ...modules.flatMap(analyseScript),
    ...analyseSecrets(files),
    ...analyseConfiguration(files),
  ]
}
