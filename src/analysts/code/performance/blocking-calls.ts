import type { Remark, TouchedFile } from '../change/code-change.ts'
import { calleeName, lastPart } from '../describe-expression.ts'
import type { CallExpression, LanguageName, ModuleCode } from '../program.ts'
import { type Position, walkProgram } from '../walk-program.ts'
import { handlerAround } from './request-handlers.ts'

interface Blocking {
  languages: readonly LanguageName[]
  name: RegExp
  /** Where it stands in nobody's way otherwise. */
  where: 'handler' | 'async'
  severity: 'low' | 'medium'
  confidence: number
  fix: string
}

const SCRIPT: readonly LanguageName[] = ['javascript', 'typescript']
const PYTHON: readonly LanguageName[] = ['python']

const BLOCKING: readonly Blocking[] = [
  {
    languages: SCRIPT,
    name: /^(?:child_process\.|cp\.)?(?:execSync|execFileSync|spawnSync)$|^(?:crypto\.)?(?:pbkdf2Sync|scryptSync)$|^Atomics\.wait$/,
    where: 'handler',
    severity: 'low',
    confidence: 0.75,
    fix: 'Use the asynchronous form of the call and wait for it.',
  },
  {
    languages: SCRIPT,
    name: /^(?:fs\.|fse\.|zlib\.)?(?:readFileSync|writeFileSync|appendFileSync|readdirSync|statSync|copyFileSync|cpSync|rmSync|mkdirSync|gzipSync|gunzipSync|deflateSync|inflateSync|brotliCompressSync)$/,
    where: 'handler',
    severity: 'low',
    confidence: 0.65,
    fix: 'Use the asynchronous form of the call and wait for it.',
  },
  {
    languages: PYTHON,
    name: /^time\.sleep$/,
    where: 'async',
    severity: 'medium',
    confidence: 0.9,
    fix: 'Wait with `await asyncio.sleep(…)`.',
  },
  {
    languages: PYTHON,
    name: /^requests\.(?:get|post|put|patch|delete|head|request)$|^(?:urllib\.request\.)?urlopen$/,
    where: 'async',
    severity: 'low',
    confidence: 0.8,
    fix: 'Use an asynchronous client, or run the call in a thread (`asyncio.to_thread`).',
  },
  {
    languages: PYTHON,
    name: /^subprocess\.(?:run|call|check_call|check_output)$|^os\.system$/,
    where: 'async',
    severity: 'low',
    confidence: 0.75,
    fix: 'Use `asyncio.create_subprocess_exec`, or run the call in a thread (`asyncio.to_thread`).',
  },
]

/** Calls that hold up everything else in the process, where other work waits for its turn. */
export function blockingCalls({ changed, module, text }: TouchedFile): Remark[] {
  if (module === undefined) return []
  const remarks: Remark[] = []
  walkProgram(module, {
    node(node, position) {
      if (node.kind !== 'call' || !changed.isNew(node.at.line)) return
      const blocking = blockingCall(node, position, module)
      if (blocking !== undefined) remarks.push({ ...remarkOf(node, blocking), ...mended(node, changed.lines, text) })
    },
  })
  return remarks
}

function blockingCall(
  call: CallExpression,
  { function: frame }: Position,
  { language }: ModuleCode,
): Blocking | undefined {
  const name = calleeName(call)
  const blocking = BLOCKING.find((one) => one.languages.includes(language) && one.name.test(name))
  if (blocking === undefined || frame === undefined) return undefined
  const holds = blocking.where === 'async' ? frame.function.async : handlerAround(frame, language) !== undefined
  return holds ? blocking : undefined
}

/** The line as it should be, where nothing else has to change for it. */
function mended(call: CallExpression, lines: readonly string[], text: string): Pick<Remark, 'suggestion'> {
  const { line, endLine } = call.at
  const now = lines[line - 1]
  if (calleeName(call) !== 'time.sleep' || line !== endLine || now === undefined || !/^import asyncio$/m.test(text))
    return {}
  return { suggestion: { line, endLine, text: now.replace(/\btime\.sleep\(/, 'await asyncio.sleep(') } }
}

function remarkOf(call: CallExpression, { where, severity, confidence, fix }: Blocking): Remark {
  const name = lastPart(calleeName(call))
  return {
    rule: 'performance/blocking-call',
    severity,
    confidence,
    cwe: [400],
    line: call.at.line,
    message: `\`${name}\` stops the whole ${where === 'async' ? 'event loop' : 'process'} until it is done: every other request waits.`,
    fix,
    effort: 'minutes',
  }
}
