import type { CodeFinding } from '../../../core/review.ts'
import { firstSayingLine } from '../change/changed-lines.ts'
import { type CodeChange, findingIn, type Remark, type TouchedFile } from '../change/code-change.ts'
import { markdownParts } from './markdown-parts.ts'
import type { Setting } from './settings.ts'
import type { TreeDocument } from './stale-documents.ts'
import type { SurfaceChange } from './surface-change.ts'

const CHANGE_LOG = /(?:^|\/)(?:CHANGELOG|CHANGES|HISTORY|NEWS)(?:\.\w+)?$/i
/** A section that waits for the next release: the change log is kept by hand, change by change. */
const UNRELEASED = /^#{1,3}\s*\[?(?:unreleased|next|upcoming|development|main|master)\b/im
const MIGRATION =
  /(?:^|\/)(?:migrations?|migrate|alembic\/versions|flyway|liquibase)\/[^/]+\.(?:sql|py|[jt]s|rb|java|go|xml|ya?ml)$/i
const FEWEST_SIBLINGS = 3
const DOCUMENTED_SHARE = 0.7
const ENTRY = /(?:^|\/)(?:index|main|mod|lib|__init__)\.\w+$/

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
  const [first] = broken.filter(
    ({ name, at }) => ENTRY.test(at.file) || documents.some(({ text }) => shows(text, name)),
  )
  if (log === undefined || first === undefined) return []
  return [
    findingIn(first.at.file, 'documentation', {
      rule: 'documentation/break-without-note',
      confidence: 0.55,
      line: first.at.line,
      message: `Callers of \`${first.name}\` break: ${first.how}. ${log} says nothing of it.`,
      fix: `Add a line to ${log} that says what callers have to do.`,
      effort: 'minutes',
    }),
  ]
}

/** The document shows the function in code marks or calls it: it is meant for others, not only for other files. */
function shows(text: string, name: string): boolean {
  return text.includes(`\`${name}`) || (name.length > 5 && text.includes(`${name}(`))
}

function unloggedMigrations(change: CodeChange, documents: readonly TreeDocument[]): CodeFinding[] {
  const log = openLog(change, documents)
  const migration = change.files.find(({ path, status }) => status === 'added' && MIGRATION.test(path))
  if (log === undefined || migration === undefined) return []
  return [
    findingIn(migration.path, 'documentation', {
      rule: 'documentation/migration-without-note',
      confidence: 0.45,
      line: firstSayingLine(migration.text ?? ''),
      message: `The change brings a migration of data, and ${log} says nothing of it to those who upgrade.`,
      fix: `Add a line to ${log}: what is migrated, how long it may take, whether there is a way back.`,
      effort: 'minutes',
    }),
  ]
}

/** Where the documents name nearly all settings of a kind that stand beside it, a new one belongs there too. */
function undocumentedSettings(
  files: readonly TouchedFile[],
  documents: readonly TreeDocument[],
  { addedSettings, keptSettings }: SurfaceChange,
): CodeFinding[] {
  if (addedSettings.length === 0) return []
  const named = namedSettings(documents)
  return (['flag', 'environment variable'] as const)
    .filter((kind) =>
      isDocumentedKind(
        keptSettings.filter((one) => one.kind === kind),
        named,
      ),
    )
    .flatMap((kind) =>
      files.flatMap(({ file, changed }) => {
        const fresh = addedSettings.filter(
          (one) => one.kind === kind && one.file === file.path && changed.isNew(one.line),
        )
        const missing = fresh.filter(({ name }) => !named.has(name) && !isOfTheSystem(name))
        return missing.length === 0 ? [] : [findingIn(file.path, 'documentation', undocumentedRemark(kind, missing))]
      }),
    )
}

function isDocumentedKind(settings: readonly Setting[], named: ReadonlySet<string>): boolean {
  const documented = settings.filter(({ name }) => named.has(name)).length
  return settings.length >= FEWEST_SIBLINGS && documented / settings.length >= DOCUMENTED_SHARE
}

function undocumentedRemark(kind: Setting['kind'], missing: readonly Setting[]): Remark {
  const names = missing.map(({ name }) => `\`${name}\``).join(', ')
  return {
    rule: 'documentation/undocumented-setting',
    confidence: 0.55,
    line: missing[0]?.line ?? 1,
    message: `The ${kind}${missing.length === 1 ? '' : 's'} ${names} ${missing.length === 1 ? 'is' : 'are'} new and no document names ${missing.length === 1 ? 'it' : 'them'}, while those beside are documented.`,
    fix: 'Document it beside the others: what it does and what holds without it.',
    effort: 'minutes',
  }
}

function isOfTheSystem(name: string): boolean {
  return /^(?:NODE_|npm_|CI_|GITHUB_|XDG_|LC_|FORCE_COLOR|NO_COLOR)/.test(name)
}

function namedSettings(documents: readonly TreeDocument[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { text } of documents)
    for (const { text: code } of markdownParts(text).code)
      for (const [name] of code.matchAll(/--[a-z][\w-]+|\b[A-Z][A-Z\d]*_[A-Z\d_]+\b/g)) names.add(name)
  return names
}
