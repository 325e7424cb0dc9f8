import type { CodeFinding } from '../../core/review.ts'
import { analyseScript } from './analyse-script.ts'
import type { CodeChange } from './change/code-change.ts'
import { analyseConfiguration } from './configuration/analyse-configuration.ts'
import { findFlows } from './flow/find-flows.ts'
import { isTestPath } from './path-role.ts'
import { FLOW_RULES } from './rules/index.ts'
import { analyseSecrets } from './secrets/analyse-secrets.ts'

/** Weaknesses of the code: data that others can set and that comes to where it does harm, what is wrong by itself, credentials, settings of containers, CI and infrastructure. */
export function analyseSecurity({ files, modules: byPath }: CodeChange): CodeFinding[] {
  const modules = [...byPath.values()]
  return [
    ...findFlows(modules, FLOW_RULES).map(asInTests),
    ...modules.flatMap(analyseScript),
    ...analyseSecrets(files),
    ...analyseConfiguration(files),
  ]
}

/** Cross-site scripting, header injection, redirects: what harms those who visit a page. */
const OF_VISITORS: ReadonlySet<number> = new Set([79, 113, 601])

/** The pages of a server that a test starts have no visitors; what harms the machine itself is said as everywhere. */
function asInTests(finding: CodeFinding): CodeFinding {
  const isHarmless = isTestPath(finding.at.file) && finding.cwe.some((cwe) => OF_VISITORS.has(cwe))
  return isHarmless ? { ...finding, severity: 'low' } : finding
}
