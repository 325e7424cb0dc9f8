import type { CodeFinding } from '../../core/review.ts'
import { isSamplePath } from './path-role.ts'
import type { ModuleCode } from './program.ts'
import { isScript } from './program.ts'
import { findPrototypePollution } from './prototype-pollution.ts'
import { findSlowRegexes } from './regex/find-slow-regexes.ts'
import { fillBindings } from './scopes/fill-bindings.ts'
import { scopesOf } from './scopes/scopes.ts'
import { findUncheckedCertificates } from './script/certificate-checks.ts'
import { findOpenCookies } from './script/cookies.ts'
import { findHostChecks } from './script/host-checks.ts'
import { findIncompleteEscaping } from './script/incomplete-escaping.ts'
import type { ScriptModule } from './script/script-module.ts'
import { findSecretComparisons } from './script/secret-comparison.ts'
import { findServerFaults } from './script/server-faults.ts'
import { findWeakRandom } from './script/weak-random.ts'

const FINDERS: readonly ((script: ScriptModule) => CodeFinding[])[] = [
  findPrototypePollution,
  findSlowRegexes,
  findWeakRandom,
  findUncheckedCertificates,
  findIncompleteEscaping,
  findHostChecks,
  findSecretComparisons,
  findOpenCookies,
  findServerFaults,
]

/** Weaknesses of a module of JavaScript or TypeScript that show without following data through the program. Tests and examples have none. */
export function analyseScript(module: ModuleCode): CodeFinding[] {
  if (!isScript(module.language)) return []
  if (isSamplePath(module.file)) return []
  const tree = scopesOf(module)
  fillBindings(tree)
  return FINDERS.flatMap((find) => find({ module, tree }))
}
