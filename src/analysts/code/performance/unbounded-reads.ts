import type { Remark, TouchedFile } from '../change/code-change.ts'
import { calleeName } from '../describe-expression.ts'
import type { CallExpression, ModuleCode } from '../program.ts'
import { type Position, walkProgram } from '../walk-program.ts'
import { handlerAround, isOfRequest } from './request-handlers.ts'

const ALL_ROWS = /\.(?:findAll|findMany|find|scan)$|\.objects\.all$/
const WHOLE_FILE =
  /^(?:fs\.|fsp\.|fs\.promises\.|fsPromises\.)?readFile$|^Files\.(?:readAllBytes|readString|readAllLines)$|^(?:os|ioutil)\.ReadFile$/

/** What loads all there is for one request: every row of a table, the whole of a file that the request names. */
export function unboundedReads({ changed, module }: TouchedFile): Remark[] {
  if (module === undefined) return []
  const remarks: Remark[] = []
  walkProgram(module, {
    node(node, position) {
      if (node.kind !== 'call' || !changed.isNew(node.at.line)) return
      const remark = wholeTable(node, position, module) ?? wholeFile(node, position, module)
      if (remark !== undefined) remarks.push(remark)
    },
  })
  return remarks
}

function wholeTable(call: CallExpression, position: Position, { language }: ModuleCode): Remark | undefined {
  if (!isWholeTable(call) || isNarrowed(position) || handlerAround(position.function, language) === undefined)
    return undefined
  return {
    rule: 'performance/unbounded-read',
    confidence: 0.5,
    cwe: [770],
    line: call.at.line,
    message: `\`${calleeName(call)}\` loads every row for one request: the answer grows with the table.`,
    fix: 'Read a page at a time, with a limit that the caller cannot lift.',
    effort: 'hours',
  }
}

function isWholeTable(call: CallExpression): boolean {
  const name = calleeName(call)
  if (!ALL_ROWS.test(name) || call.named.length > 0) return false
  if (/\.find$/.test(name) && !/^(?:[A-Z]\w*|.*[rR]epo(?:sitory)?|.*\.collection\(\))\.find$/.test(name)) return false
  return call.arguments.every((one) => one.kind === 'object' && one.entries.length === 0)
}

/** `.limit(10)`, a slice, a page: something is done with it before it is read. */
function isNarrowed({ parent }: Position): boolean {
  return parent?.kind === 'member' || parent?.kind === 'slice' || parent?.kind === 'index'
}

function wholeFile(call: CallExpression, position: Position, module: ModuleCode): Remark | undefined {
  const [path] = call.arguments
  if (path === undefined || !WHOLE_FILE.test(calleeName(call)) || !isOfRequest(path, position, module)) return undefined
  return {
    rule: 'performance/whole-file-in-memory',
    confidence: 0.45,
    cwe: [770],
    line: call.at.line,
    message: `\`${calleeName(call)}\` holds the whole of a file that the request names in memory, for each request at once.`,
    fix: 'Stream the file to the answer, and refuse what is larger than you expect.',
    effort: 'hours',
  }
}
