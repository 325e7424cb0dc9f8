import { calleeName, dottedName, literalText } from '../describe-expression.ts'
import type { ProgramNode } from '../parts-of-node.ts'
import type { ModuleCode } from '../program.ts'
import { walkProgram } from '../walk-program.ts'

/** What users of a program set or call from outside, with the line it is read or offered in. */
export interface Setting {
  kind: 'environment variable' | 'flag' | 'route'
  name: string
  line: number
}

const ENV_CALLS =
  /^(?:os\.getenv|os\.environ\.get|os\.environ\.pop|System\.getenv|os\.Getenv|os\.LookupEnv|Deno\.env\.get)$/
const ENV_OBJECTS = /^(?:process\.env|os\.environ|import\.meta\.env|Bun\.env)$/
const FLAG_CALLS = /(?:^|\.)(?:option|requiredOption|addOption|add_argument|click\.option|add_option)$|^Option$/
const ROUTE_CALLS = /(?:^|\.)(?:app|router|server|fastify|api|blueprint|bp)\.(?:get|post|put|patch|delete|route)$/
const FLAG = /(?:^|[\s,|])(--[a-z][\w-]+)/g

/** The settings of a module, each but once. */
export function settingsOf(module: ModuleCode): Map<string, Setting> {
  const settings = new Map<string, Setting>()
  walkProgram(module, {
    node(node) {
      for (const setting of settingsIn(node)) if (!settings.has(setting.name)) settings.set(setting.name, setting)
    },
    function({ function: { annotations } }) {
      for (const annotation of annotations)
        for (const setting of settingsIn(annotation))
          if (!settings.has(setting.name)) settings.set(setting.name, setting)
    },
  })
  return settings
}

function settingsIn(node: ProgramNode): Setting[] {
  const { line } = node.at
  if (node.kind === 'member' && ENV_OBJECTS.test(dottedName(node.object))) return environment(node.property, line)
  if (node.kind === 'index' && ENV_OBJECTS.test(dottedName(node.object)))
    return environment(literalText(node.index), line)
  if (node.kind !== 'call') return []
  const name = calleeName(node)
  const texts = node.arguments.map((one) => literalText(one))
  const own = node.arguments[0]?.at.line ?? line
  const [first] = texts
  if (ENV_CALLS.test(name)) return environment(first, line)
  if (FLAG_CALLS.test(name))
    return texts
      .slice(0, 2)
      .flatMap((text) =>
        Array.from((text ?? '').matchAll(FLAG), ([, flag = '']): Setting => ({ kind: 'flag', name: flag, line: own })),
      )
  return ROUTE_CALLS.test(name) && node.arguments.length > 0 && first?.startsWith('/') === true && first.length > 1
    ? [{ kind: 'route', name: first, line: own }]
    : []
}

function environment(name: string | undefined, line: number): Setting[] {
  return name !== undefined && /^[A-Z][A-Z\d]*_[A-Z\d_]+$/.test(name)
    ? [{ kind: 'environment variable', name, line }]
    : []
}
