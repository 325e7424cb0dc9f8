import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, isAbsolute, join, normalize, relative } from 'node:path'
import type { Problem } from '../../core/analysis.ts'
import { messageOf } from '../../core/fault.ts'
import type { CodeFinding } from '../../core/review.ts'
import { type CommandOutcome, runCommand } from '../../safety/command/run-command.ts'
import { readInside } from '../../safety/read-inside.ts'
import { type DetectedLinter, detectLinters } from './detect-linters.ts'
import { findProgram } from './find-program.ts'
import type { Linter, LinterMessage } from './linter.ts'

export interface LintersToRun {
  /** The working tree that is reviewed. */
  root: string
  /** Changed files that are there, relative to the root. */
  files: readonly string[]
  /** A person has asked for it. */
  isAsked: boolean
  /** The change comes from somebody who may not write here: what it configures is not run, whoever asks. */
  isFork: boolean
  /** Where programs are looked for besides the project. */
  path?: string
  linters?: readonly Linter[]
  signal: AbortSignal
}

export interface LinterRun {
  name: string
  /** The file that configures it. */
  because: string
  /** `skipped` with a sentence that says why; with what ran, whether code of the project could have run. */
  outcome: { status: 'ran'; messages: number; executedProjectCode: boolean } | { status: 'skipped'; why: string }
}

export interface LintedFiles {
  findings: CodeFinding[]
  runs: LinterRun[]
  problems: Problem[]
}

const TIMEOUT = 120_000
/** For one call; what is more goes into the next. */
const MOST_FILES = 200
const MOST_BYTES = 2 * 1024 * 1024

/**
 * What the project's own linters say of the changed files. Nothing runs unless it was asked for and the change is no fork's; what runs
 * does so without a shell, by an allow-list, with an empty home folder and an emptied environment, and is ended in time. What fails
 * is a problem and never a throw, but for the reason of an aborted signal.
 */
export async function runLinters(asked: LintersToRun): Promise<LintedFiles> {
  const linted: LintedFiles = { findings: [], runs: [], problems: [] }
  const root = await realpath(asked.root).catch(() => undefined)
  if (root === undefined) return linted
  const files = await readable(root, asked.files)
  for (const detected of await detectLinters(root, asked.linters)) {
    const own = files.filter((file) => detected.linter.reads.some((end) => file.endsWith(end)))
    if (own.length > 0) await runOne(detected, own, { ...asked, root }, linted)
  }
  return linted
}

/** A link would lead the linter out of the tree. */
async function readable(root: string, files: readonly string[]): Promise<string[]> {
  const read: string[] = []
  for (const file of files) {
    const isHere = (await readInside(root, file, MOST_BYTES)).kind === 'bytes'
    if (isHere) read.push(normalize(file))
  }
  return read
}

async function runOne(
  { linter, because }: DetectedLinter,
  files: readonly string[],
  asked: LintersToRun,
  linted: LintedFiles,
): Promise<void> {
  const { name } = linter
  const skip = (why: string) => void linted.runs.push({ name, because, outcome: { status: 'skipped', why } })
  if (asked.isFork) return skip('The change comes from a fork, whose configuration is not run.')
  if (!asked.isAsked) return skip('It runs only where it is asked for: `--run-project-tools`.')
  const program = await findProgram(linter.allowed.program, asked.root, asked.path ?? process.env.PATH ?? '')
  if (program === undefined) {
    linted.problems.push({
      code: 'linter-failed',
      source: name,
      message: `${because} configures ${name}, but ${linter.allowed.program} is not installed: it did not run.`,
      hint: `Install ${name} first, or leave --run-project-tools away.`,
    })
    return skip(`${linter.allowed.program} is not installed.`)
  }
  try {
    const messages = await call(linter, program.file, files, asked)
    const known = new Set(files)
    const findings = messages.flatMap((message) => toFinding(linter, message, asked.root, known))
    linted.findings.push(...findings)
    const executedProjectCode = linter.executesProjectCode || program.isProjects
    linted.runs.push({ name, because, outcome: { status: 'ran', messages: findings.length, executedProjectCode } })
  } catch (thrown) {
    asked.signal.throwIfAborted()
    linted.problems.push({
      code: 'linter-failed',
      source: name,
      message: `${name} did not end well: ${firstLine(messageOf(thrown))}`,
      hint: `Run ${name} there by hand, and leave --run-project-tools away until it works.`,
    })
  }
}

async function call(linter: Linter, file: string, files: readonly string[], { root, signal }: LintersToRun) {
  const targets = linter.takes === 'files' ? files : [...new Set(files.map((path) => dirname(path)))]
  const home = await mkdtemp(join(tmpdir(), 'watchfloor-linter-'))
  try {
    const messages: LinterMessage[] = []
    for (let from = 0; from < targets.length; from += MOST_FILES) {
      // With a dot in front no name looks like an option, or like anything else that has a meaning.
      const some = targets.slice(from, from + MOST_FILES).map((path) => `./${path}`)
      const outcome = await runCommand([...linter.argv, '--', ...some], {
        allowed: linter.allowed,
        file,
        cwd: root,
        environment: { HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, TMPDIR: home, NO_COLOR: '1' },
        timeoutMilliseconds: TIMEOUT,
        signal,
      })
      messages.push(...messagesOf(linter, outcome))
    }
    return messages
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

/** The exit status says whether anything was found, and by every linter in its own way: what counts is whether it wrote a report. */
function messagesOf(linter: Linter, outcome: CommandOutcome): LinterMessage[] {
  if (outcome.status === 'unstarted') throw new Error(outcome.reason)
  if (outcome.status === 'cut-off') throw new Error(`it took longer than ${TIMEOUT / 1000} seconds`)
  try {
    const messages = linter.parse(outcome.out)
    // Formats without a frame look the same whether nothing was found or nothing was done.
    if (messages.length > 0 || outcome.exit === 0 || outcome.out.trim() !== '') return messages
  } catch (cause) {
    const said = firstLine(outcome.err) || firstLine(outcome.out)
    throw new Error(said === '' ? `it wrote no report (exit ${outcome.exit})` : said, { cause })
  }
  throw new Error(firstLine(outcome.err) || `it ended with ${outcome.exit} and wrote nothing`)
}

function firstLine(text: string): string {
  return clean(text.trim().split('\n', 1)[0] ?? '', 200)
}

/** Nothing of it moves a terminal, and nothing goes on for pages. */
function clean(text: string, most: number): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  return plain.length > most ? `${plain.slice(0, most - 1)}…` : plain
}

function toFinding(
  { name }: Linter,
  { file, line, endLine, column, rule, text, isError }: LinterMessage,
  root: string,
  known: ReadonlySet<string>,
): CodeFinding[] {
  const path = normalize(isAbsolute(file) ? relative(root, file) : file)
  if (!known.has(path)) return []
  const what = clean(text, 300).replace(/[.\s]+$/, '')
  const named = clean(rule, 80)
  return [
    {
      rule: `${name}/${named.replaceAll(' ', '-')}`,
      reviewer: 'style',
      severity: isError ? 'medium' : 'low',
      confidence: 0.9,
      cwe: [],
      at: { file: path, line, endLine: Math.max(line, endLine ?? line), ...(column !== undefined && { column }) },
      message: `${name} of this project says: ${what === '' ? named : what}.`,
      fix: `Mend it, or allow ${named} in the configuration of ${name}.`,
      effort: 'minutes',
    },
  ]
}
