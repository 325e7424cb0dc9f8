import type { Remark, TouchedFile } from '../change/code-change.ts'
import { isTestPath } from '../path-role.ts'

const BEGIN = /^<{7}(?: |$)/
const MIDDLE = /^={7}$/
const END = /^>{7}(?: |$)/

/** A merge that was left unfinished: the three marks in their order, at the start of their lines. Not in fixtures and Markdown, which may show them. */
export function conflictMarkers({ file, changed }: TouchedFile): Remark[] {
  if (isTestPath(file.path) || /\.(?:md|mdx|rst|adoc|txt|diff|patch|orig|rej)$/i.test(file.path)) return []
  const remarks: Remark[] = []
  let begin: number | undefined
  let middle: number | undefined
  for (const [index, line] of changed.lines.entries()) {
    if (BEGIN.test(line)) {
      begin = index + 1
      middle = undefined
    } else if (begin !== undefined && MIDDLE.test(line)) middle = index + 1
    else if (begin !== undefined && middle !== undefined && END.test(line)) {
      if (changed.touches(begin, index + 1)) remarks.push(remarkOf(begin, index + 1))
      begin = undefined
    }
  }
  return remarks
}

function remarkOf(line: number, endLine: number): Remark {
  return {
    rule: 'style/conflict-marker',
    severity: 'high',
    confidence: 0.98,
    line,
    endLine,
    message: 'The marks of an unfinished merge are still in the file: it holds both versions and cannot be right.',
    fix: 'Choose between the two versions and take the marks out.',
    effort: 'minutes',
  }
}
