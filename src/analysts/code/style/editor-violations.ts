import type { Remark, TouchedFile } from '../change/code-change.ts'
import { type EditorRules, editorRules, type ParsedConfig } from './editor-config.ts'

type Check = (line: string, rules: EditorRules) => boolean

interface Asked {
  key: keyof EditorRules
  isWrong: Check
  says: (rules: EditorRules) => string
  fix: string
}

const CHECKS: readonly Asked[] = [
  {
    key: 'indentStyle',
    isWrong: (line, { indentStyle }) =>
      indentStyle === 'tab' ? /^ {2,}\S/.test(line) && !/^ +\*/.test(line) : /^ *\t/.test(line),
    says: ({ indentStyle }) => `are not indented by ${indentStyle === 'tab' ? 'tabs' : 'spaces'}`,
    fix: 'Indent as the project does; most editors do so by themselves with EditorConfig on.',
  },
  {
    key: 'trimTrailingWhitespace',
    isWrong: (line, { trimTrailingWhitespace }) => trimTrailingWhitespace === true && /\S[ \t]+$/.test(line),
    says: () => 'end in white space',
    fix: 'Take the white space off the ends of the lines.',
  },
  {
    key: 'maxLineLength',
    isWrong: (line, { maxLineLength = Infinity }) =>
      line.length > maxLineLength && !/https?:\/\/|^\s*(?:import|from|#|\/\/|\*)\s/.test(line),
    says: ({ maxLineLength }) => `are longer than ${maxLineLength} characters`,
    fix: 'Break the lines.',
  },
]

/** New lines that are not as the project's `.editorconfig` asks; one finding for each thing asked. */
export function editorViolations(touched: TouchedFile, configs: readonly ParsedConfig[]): Remark[] {
  const { file, changed } = touched
  const rules = editorRules(file.path, configs)
  const found = CHECKS.flatMap((check) => {
    if (rules[check.key] === undefined) return []
    const wrong = changed.lines.flatMap((line, index) =>
      check.isWrong(line, rules) && changed.isNew(index + 1) ? [index + 1] : [],
    )
    const [first] = wrong
    if (first === undefined || isUsual(check, rules, file.baseText)) return []
    const remark = remarkOf(check, rules, first, wrong.length)
    const isTrimmable = check.key === 'trimTrailingWhitespace' && wrong.length === 1
    const text = changed.lines[first - 1]?.trimEnd() ?? ''
    return [isTrimmable ? { ...remark, suggestion: { line: first, endLine: first, text } } : remark]
  })
  return [...found, ...finalNewline(touched, rules)]
}

const USUAL_SHARE = 0.1
const FEWEST = 3

/** What the file did before in many lines is its custom, whatever is asked. */
function isUsual({ isWrong }: Asked, rules: EditorRules, baseText: string | undefined): boolean {
  if (baseText === undefined) return false
  const lines = baseText.split(/\r?\n/)
  const wrong = lines.filter((line) => isWrong(line, rules)).length
  return wrong >= FEWEST && wrong / lines.length > USUAL_SHARE
}

function remarkOf({ key, says, fix }: Asked, rules: EditorRules, line: number, count: number): Remark {
  return {
    rule: `style/${RULES[key]}`,
    confidence: 0.8,
    line,
    message: `${count === 1 ? 'A new line is not as' : `${count} new lines are not as`} .editorconfig asks: ${count === 1 ? 'one of those that' : 'they'} ${says(rules)}.`,
    fix,
    effort: 'minutes',
  }
}

const RULES: Readonly<Record<keyof EditorRules, string>> = {
  indentStyle: 'indent-style',
  trimTrailingWhitespace: 'trailing-whitespace',
  maxLineLength: 'line-length',
  insertFinalNewline: 'final-newline',
}

/** Only where the change took the line break away, or brought the file. */
function finalNewline({ text, file, changed }: TouchedFile, { insertFinalNewline }: EditorRules): Remark[] {
  if (insertFinalNewline !== true || text === '' || text.endsWith('\n')) return []
  if (file.baseText !== undefined && !file.baseText.endsWith('\n')) return []
  if (!changed.touches(changed.lines.length)) return []
  return [
    {
      rule: 'style/final-newline',
      confidence: 0.8,
      line: changed.lines.length,
      message: 'The file ends without a line break, which .editorconfig asks for.',
      fix: 'End the last line with a line break.',
      effort: 'minutes',
    },
  ]
}
