import type { Remark, TouchedFile } from '../change/code-change.ts'
import { calleeName } from '../describe-expression.ts'
import { isProductPath } from '../path-role.ts'
import type { CallExpression, LanguageName, ModuleCode } from '../program.ts'
import { isScript } from '../program.ts'
import { walkProgram } from '../walk-program.ts'

/** A configuration file of a linter with its text. */
export interface LintConfig {
  path: string
  text: string
}

interface Leftover {
  languages: readonly LanguageName[]
  name: RegExp
  severity: 'low' | 'medium'
  confidence: number
  rule: string
  message: string
  /** Whether it may be meant where it stands. */
  isMeant?: (module: ModuleCode, text: string, call: CallExpression) => boolean
}

/** Functions whose purpose it is. */
const FOR_DEBUGGING = /break|debug|trace|pdb|inspect|shell|repl|print|dump|log/i

const STOPS = 'stops the program and waits for somebody at a terminal'

const LEFTOVERS: readonly Leftover[] = [
  {
    languages: ['python'],
    name: /^breakpoint$|^(?:pdb|ipdb|pudb|bpdb)\.set_trace$/,
    severity: 'medium',
    confidence: 0.9,
    rule: 'style/leftover-breakpoint',
    message: STOPS,
  },
  {
    languages: ['go'],
    name: /^(?:fmt\.Print(?:ln|f)?|spew\.Dump)$|^print(?:ln)?$/,
    severity: 'low',
    confidence: 0.55,
    rule: 'style/leftover-output',
    message: 'writes to the output of whoever uses the package',
    isMeant: (module) => module.package === 'main',
  },
  {
    languages: ['java'],
    name: /^System\.(?:out|err)\.print(?:ln|f)?$/,
    severity: 'low',
    confidence: 0.55,
    rule: 'style/leftover-output',
    message: 'writes past the logger that the class uses elsewhere',
    isMeant: (_, text) => !/\b(?:Logger|LoggerFactory|@Slf4j|@Log4j2?|Log)\b/.test(text),
  },
]

/** What one adds to look into a running program and takes out again. */
export function leftoverDebugging({ file, changed, module, text }: TouchedFile, isForbidden: boolean): Remark[] {
  if (module === undefined || !isProductPath(file.path)) return []
  const remarks: Remark[] = debuggers(module, changed)
  walkProgram(module, {
    node(node, { function: frame }) {
      if (node.kind !== 'call' || !changed.isNew(node.at.line) || FOR_DEBUGGING.test(frame?.name ?? '')) return
      const remark =
        leftoverCall(node, module, text, file.baseText) ??
        (isForbidden ? consoleCall(node, module, file.baseText) : undefined)
      if (remark !== undefined) remarks.push(remark)
    },
  })
  return remarks.slice(0, 5)
}

/** The statement leaves no trace in the program: it is looked for in the lines, outside of comments. */
function debuggers({ language, comments }: ModuleCode, { lines, isNew }: TouchedFile['changed']): Remark[] {
  if (!isScript(language)) return []
  const found = lines.flatMap((line, index) =>
    /^\s*debugger\s*;?\s*$/.test(line) && isNew(index + 1) ? [index + 1] : [],
  )
  return found
    .filter((line) => !comments.some(({ at }) => at.line <= line && line <= at.endLine))
    .map((line) => ({
      rule: 'style/leftover-breakpoint',
      severity: 'medium',
      confidence: 0.9,
      line,
      message: `\`debugger\` ${STOPS.replace('at a terminal', 'with a debugger')}.`,
      fix: 'Take it out.',
      effort: 'minutes',
    }))
}

function leftoverCall(
  call: CallExpression,
  module: ModuleCode,
  text: string,
  baseText: string | undefined,
): Remark | undefined {
  const name = calleeName(call)
  const found = LEFTOVERS.find(
    ({ languages, name: pattern }) => languages.includes(module.language) && pattern.test(name),
  )
  if (found === undefined || found.isMeant?.(module, text, call) === true) return undefined
  if (found.severity === 'low' && (baseText === undefined || baseText.includes(`${name}(`))) return undefined
  return {
    rule: found.rule,
    severity: found.severity,
    confidence: found.confidence,
    line: call.at.line,
    message: `\`${name}\` ${found.message}.`,
    fix: 'Take it out, or use the logger of the project.',
    effort: 'minutes',
  }
}

function consoleCall(call: CallExpression, { language }: ModuleCode, baseText: string | undefined): Remark | undefined {
  if (!isScript(language)) return undefined
  const name = calleeName(call)
  if (!/^console\.(?:log|debug|dir|table|trace)$/.test(name) || baseText === undefined || /\bconsole\./.test(baseText))
    return undefined
  return {
    rule: 'style/leftover-output',
    confidence: 0.7,
    line: call.at.line,
    message: `\`${name}\` is the only output of this kind in the file, and the project's linter forbids it.`,
    fix: 'Take it out, or use the logger of the project.',
    effort: 'minutes',
  }
}

const CONSOLE_RULE = /["']?no-?console["']?\s*:\s*(?:\[\s*)?["']?(error|warn|2|1|on|off|0)\b/i

export function forbidsConsole(configs: readonly LintConfig[]): boolean {
  return configs.some(({ text }) => /^(?:error|warn|on|1|2)$/i.test(CONSOLE_RULE.exec(text)?.[1] ?? ''))
}
