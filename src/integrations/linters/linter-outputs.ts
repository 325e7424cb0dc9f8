import { z } from 'zod'
import { parseUnifiedDiff } from '../../formats/unified-diff.ts'
import { xmlTags } from '../../formats/xml-tags.ts'
import type { LinterMessage } from './linter.ts'

const line = z.number().int().positive().catch(1)
const place = z.number().int().positive().nullish().catch(undefined)

/** A place that is not told is left out. */
function placed(told: { endLine?: number | null | undefined; column?: number | null | undefined }) {
  return { ...(told.endLine && { endLine: told.endLine }), ...(told.column && { column: told.column }) }
}

const eslintSchema = z.array(
  z.object({
    filePath: z.string(),
    messages: z.array(
      z.object({
        ruleId: z.string().nullish(),
        severity: z.number(),
        message: z.string(),
        line,
        endLine: place,
        column: place,
      }),
    ),
  }),
)

/** What ESLint says of a file that its own configuration leaves out. */
const IGNORED_FILE = /^File ignored\b/

/** ESLint's formatter `json`. */
export function parseEslint(output: string): LinterMessage[] {
  return eslintSchema.parse(JSON.parse(output)).flatMap(({ filePath, messages }) =>
    messages
      .filter(({ message }) => !IGNORED_FILE.test(message))
      .map((one) => ({
        file: filePath,
        line: one.line,
        ...placed(one),
        rule: one.ruleId ?? 'parse',
        text: one.message,
        isError: one.severity >= 2,
      })),
  )
}

const biomeSchema = z.object({
  diagnostics: z.array(
    z.object({
      severity: z.string(),
      message: z.string(),
      category: z.string().nullish(),
      location: z.object({
        path: z.string(),
        start: z.object({ line, column: place }),
        end: z.object({ line }).nullish(),
      }),
    }),
  ),
})

/** Biome's reporter `json` (2.x). */
export function parseBiome(output: string): LinterMessage[] {
  return biomeSchema.parse(JSON.parse(output)).diagnostics.map(({ severity, message, category, location }) => ({
    file: location.path,
    line: location.start.line,
    ...placed({ endLine: location.end?.line, column: location.start.column }),
    rule: (category ?? 'lint').replace(/^lint\//, ''),
    text: message,
    isError: severity === 'error' || severity === 'fatal',
  }))
}

const ruffSchema = z.array(
  z.object({
    filename: z.string(),
    code: z.string().nullish(),
    message: z.string(),
    location: z.object({ row: line, column: place }),
    end_location: z.object({ row: line }).nullish(),
  }),
)

/** Ruff's output format `json`. A finding without a code is a syntax error. */
export function parseRuff(output: string): LinterMessage[] {
  return ruffSchema.parse(JSON.parse(output)).map(({ filename, code, message, location, end_location: end }) => ({
    file: filename,
    line: location.row,
    ...placed({ endLine: end?.row, column: location.column }),
    rule: code ?? 'syntax',
    text: message,
    isError: code === null || code === undefined,
  }))
}

const pylintSchema = z.array(
  z.object({ type: z.string(), path: z.string(), line, endLine: place, symbol: z.string(), message: z.string() }),
)

/** Pylint's output format `json`. */
export function parsePylint(output: string): LinterMessage[] {
  return pylintSchema.parse(JSON.parse(output)).map(({ type, path, line: at, endLine, symbol, message }) => ({
    file: path,
    line: at,
    ...placed({ endLine }),
    rule: symbol,
    text: message,
    isError: type === 'error' || type === 'fatal',
  }))
}

const golangciSchema = z.object({
  Issues: z
    .array(
      z.object({
        FromLinter: z.string(),
        Text: z.string(),
        Severity: z.string().nullish(),
        Pos: z.object({ Filename: z.string(), Line: line, Column: place }),
      }),
    )
    .nullish(),
})

/** golangci-lint's JSON. */
export function parseGolangci(output: string): LinterMessage[] {
  // A summary may follow on the next line.
  const [json = ''] = output.split('\n', 1)
  return (golangciSchema.parse(JSON.parse(json)).Issues ?? []).map(({ FromLinter, Text, Severity, Pos }) => ({
    file: Pos.Filename,
    line: Pos.Line,
    ...placed({ column: Pos.Column }),
    rule: FromLinter,
    text: Text,
    isError: Severity === 'error' || FromLinter === 'typecheck',
  }))
}

const rubocopSchema = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      offenses: z.array(
        z.object({
          severity: z.string(),
          message: z.string(),
          cop_name: z.string(),
          location: z.object({ start_line: line, last_line: place, start_column: place }),
        }),
      ),
    }),
  ),
})

/** RuboCop's formatter `json`. */
export function parseRubocop(output: string): LinterMessage[] {
  return rubocopSchema.parse(JSON.parse(output)).files.flatMap(({ path, offenses }) =>
    offenses.map(({ severity, message, cop_name: rule, location }) => ({
      file: path,
      line: location.start_line,
      ...placed({ endLine: location.last_line, column: location.start_column }),
      rule,
      text: message,
      isError: severity === 'error' || severity === 'fatal',
    })),
  )
}

const shellcheckSchema = z.object({
  comments: z.array(
    z.object({
      file: z.string(),
      line,
      endLine: place,
      column: place,
      level: z.string(),
      code: z.number(),
      message: z.string(),
    }),
  ),
})

/** ShellCheck's format `json1`. */
export function parseShellcheck(output: string): LinterMessage[] {
  return shellcheckSchema.parse(JSON.parse(output)).comments.map((one) => ({
    file: one.file,
    line: one.line,
    ...placed(one),
    rule: `SC${one.code}`,
    text: one.message,
    isError: one.level === 'error',
  }))
}

const FLAKE8 = /^(.+?):(\d{1,9}):(\d{1,9}): ([A-Z]{1,3}\d{1,4}) (.*)$/

/** flake8's default format; its faults of the syntax and of names that are not there are errors. */
export function parseFlake8(output: string): LinterMessage[] {
  return output.split('\n').flatMap((told) => {
    const [, file, row, column, rule = '', text = ''] = FLAKE8.exec(told) ?? []
    if (file === undefined) return []
    return {
      file,
      line: Math.max(1, Number(row)),
      column: Number(column),
      rule,
      text,
      isError: /^(?:E9|F8[23])/.test(rule),
    }
  })
}

/** `gofmt -d` writes what it would change as a diff. One message a file says enough. */
export function parseGofmt(output: string): LinterMessage[] {
  return parseUnifiedDiff(output).files.flatMap(({ newPath, removed, added }) => {
    const first = removed[0] ?? added[0]
    if (newPath === undefined || first === undefined) return []
    const { line: at, endLine } = first
    return { file: newPath, line: at, endLine, rule: 'format', text: 'gofmt writes this differently', isError: false }
  })
}

/** Checkstyle's format `xml`, which other tools write as well. */
export function parseCheckstyle(output: string): LinterMessage[] {
  const messages: LinterMessage[] = []
  let file = ''
  let isReport = false
  for (const { name, attributes, isClosing } of xmlTags(output)) {
    if (name === 'checkstyle') isReport = true
    if (isClosing) continue
    if (name === 'file') file = attributes.get('name') ?? ''
    if (name !== 'error' || file === '') continue
    const source = attributes.get('source') ?? 'checkstyle'
    messages.push({
      file,
      line: Math.max(1, Number.parseInt(attributes.get('line') ?? '1', 10) || 1),
      rule: source.slice(source.lastIndexOf('.') + 1).replace(/Check$/, ''),
      text: attributes.get('message') ?? '',
      isError: attributes.get('severity') === 'error',
    })
  }
  if (!isReport) throw new SyntaxError('There is no Checkstyle report.')
  return messages
}
