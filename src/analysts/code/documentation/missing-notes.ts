import type { CodeFinding } from '../../../core/review.ts'
import { type CodeChange, findingIn, type TouchedFile } from '../change/code-change.ts'
import { markdownParts } from './markdown-parts.ts'
import type { SurfaceChange, TreeDocument } from './stale-documents.ts'

const CHANGE_LOG = /(?:^|\/)(?:CHANGELOG|CHANGES|HISTORY|NEWS)(?:\.\w+)?$/i
/** A section that waits for the next release: the change log is kept by hand, change by change. */
const UNRELEASED = /^#{1,3}\s*\[?(?:unreleased|next|upcoming|development|main|master)\b/im
const MIGRATION =
  /(?:^|\/)(?:migrations?|migrate|alembic\/versions|flyway|liquibase)\/[^/]+\.(?:sql|py|[jt]s|rb|java|go|xml|ya?ml)$/i
const FEWEST_SIBLINGS = 3

/** What should have been written down with the change and was not. */
export function missingNotes(
  change: CodeChange,
  files: readonly TouchedFile[],
  documents: readonly TreeDocument[],
  surface: SurfaceChange,
): CodeFinding[] {
  return [
    ...unloggedBreaks(change, documents, surface),
    ...unloggedMigrations(change, documents),
    ...undocumentedSettings(files, documents, surface),
  ]
}

/** A change log that is kept by hand and that this change leaves alone. */
function openLog({ files }: CodeChange, documents: readonly TreeDocument[]): string | undefined {
  const log = documents.find(({ path, text }) => CHANGE_LOG.test(path) && UNRELEASED.test(text))
  const isWritten = files.some(
    ({ path }) => CHANGE_LOG.test(path) || /(?:^|\/)(?:\.changeset|changelog\.d|newsfragments|changes)\//i.test(path),
  )
  return log === undefined || isWritten ? undefined : log.path
}

function unloggedBreaks(
  change: CodeChange,
  documents: readonly TreeDocument[],
  { broken }: SurfaceChange,
): CodeFinding[] {
  const log = openLog(change, documents)
  const [first] = broken
  if (log === undefined || first === undefined) return []
  const more = broken.length === 1 ? '' : ` (and ${broken.length - 1} more)`
  return [
    findingIn(first.file, 'documentation', {
      rule: 'documentation/break-without-note',
      confidence: 0.55,
      line: first.line,
      message: `Callers of \`${first.name}\`${more} break: ${first.how}. ${log} says nothing of it.`,
      fix: `Add a line to ${log} that says what callers have to do.`,
      effort: 'minutes',
    }),
  ]
}

function unloggedMigrations(change: CodeChange, documents: readonly TreeDocument[]): CodeFinding[] {
  const log = openLog(change, documents)
  const migration = change.files.find(({ path, status }) => status === 'added' && MIGRATION.test(path))
  if (log === undefined || migration === undefined) return []
  return [
    findingIn(migration.path, 'documentation', {
      rule: 'documentation/migration-without-note',
      confidence: 0.45,
      line: 1,
      message: `The change brings a migration of data, and ${log} says nothing of it to those who upgrade.`,
      fix: `Add a line to ${log}: what is migrated, how long it may take, whether there is a way back.`,
      effort: 'minutes',
    }),
  ]
}

/** Where the documents name most settings of a kind, a new one belongs there too. */
function undocumentedSettings(
  files: readonly TouchedFile[],
  documents: readonly TreeDocument[],
  { addedSettings }: SurfaceChange,
): CodeFinding[] {
  const fresh = addedSettings.filter(({ file, line }) =>
    files.some((one) => one.file.path === file && one.changed.isNew(line)),
  )
  if (fresh.length === 0) return []
  const named = namedSettings(documents)
  return fresh.flatMap(({ kind, name, file, line }) => {
    const inMarks = kind === 'flag' ? named.flags : named.variables
    if (kind === 'route' || inMarks.size < FEWEST_SIBLINGS || inMarks.has(name) || isOfTheSystem(name)) return []
    return [
      findingIn(file, 'documentation', {
        rule: 'documentation/undocumented-setting',
        confidence: 0.5,
        line,
        message: `The ${kind} \`${name}\` is new and no document names it, while others are documented.`,
        fix: 'Document it beside the others: what it does and what holds without it.',
        effort: 'minutes',
      }),
    ]
  })
}

function isOfTheSystem(name: string): boolean {
  return /^(?:NODE_|npm_|CI_|GITHUB_|XDG_|LC_|FORCE_COLOR|NO_COLOR)/.test(name)
}

function namedSettings(documents: readonly TreeDocument[]): { flags: Set<string>; variables: Set<string> } {
  const flags = new Set<string>()
  const variables = new Set<string>()
  for (const { text } of documents)
    for (const { text: code } of markdownParts(text).code) {
      for (const [flag] of code.matchAll(/--[a-z][\w-]+/g)) flags.add(flag)
      for (const [name] of code.matchAll(/\b[A-Z][A-Z\d]*_[A-Z\d_]+\b/g)) variables.add(name)
    }
  return { flags, variables }
}
