import { rememberedBy } from '../../../core/remember.ts'
import type { CodeFinding } from '../../../core/review.ts'
import { findingIn, type Remark } from '../change/code-change.ts'
import { lastPart } from '../describe-expression.ts'
import { isRecord, type MarkedCode, markdownParts } from './markdown-parts.ts'
import type { HeadPlace, SurfaceChange } from './surface-change.ts'

/** A document of the tree, changed or not. */
export interface TreeDocument {
  path: string
  text: string
}

/** What a document may still say, and what it means if it does. */
interface Suspicion {
  rule: string
  confidence: number
  /** Has to stand in the document at all; a quick look before the long one. */
  word: string
  isSaid: (code: MarkedCode) => boolean
  /** Where the change brings it about; undefined where nothing is left there. */
  at: HeadPlace | undefined
  /** `{place}` is that of the document. */
  message: string
  fix: string
  /** A document that the change touches was seen by whoever wrote it. */
  onlyUntouched: boolean
}

const COMMON =
  /^(?:default|main|index|init|test|name|type|value|data|list|item|options?|config|run|get|set|create|update|delete|remove|add|push|find|open|close|start|stop|parse|format|string|number|object|error|path|file|version|true|false|null|none)$/i

/** Documents that still speak, in code marks, of what is gone or called otherwise. Told where the change is; in the document itself where that is part of it. */
export function staleDocuments(
  documents: readonly TreeDocument[],
  change: SurfaceChange,
  touched: ReadonlySet<string>,
): CodeFinding[] {
  const suspicions = [
    ...change.removed.flatMap(goneName),
    ...change.removedSettings.map(goneSetting),
    ...change.broken.flatMap(brokenCall),
  ]
  const telling = documents.filter(({ path }) => !isRecord(path))
  const codeOf = rememberedBy(({ text }: TreeDocument) => markdownParts(text).code)
  return suspicions.flatMap((suspicion) => {
    for (const document of telling) {
      const { path, text } = document
      if (!text.includes(suspicion.word) || (suspicion.onlyUntouched && touched.has(path))) continue
      const said = codeOf(document).find(suspicion.isSaid)
      if (said !== undefined) return [finding(suspicion, { file: path, line: said.line }, touched)]
    }
    return []
  })
}

function finding(
  { rule, confidence, at, message, fix }: Suspicion,
  said: HeadPlace,
  touched: ReadonlySet<string>,
): CodeFinding {
  const place = touched.has(said.file) || at === undefined ? said : at
  const remark: Remark = {
    rule,
    confidence,
    line: place.line,
    message: message.replace('{place}', `${said.file}:${said.line}`),
    fix,
    effort: 'minutes',
  }
  return findingIn(place.file, 'documentation', remark)
}

function goneName({ name, at }: SurfaceChange['removed'][number]): Suspicion[] {
  const word = lastPart(name)
  if (word.length < 5 || COMMON.test(word) || !/[A-Z_]|\w{9}/.test(word)) return []
  const call = new RegExp(`(?<![\\w$-])${escaped(word)}\\s*\\(`)
  return [
    {
      rule: 'documentation/stale-mention',
      confidence: 0.6,
      word,
      isSaid: ({ text, fence }) => call.test(text) || (fence === undefined && text === word),
      at,
      message: `The change takes \`${word}\` away, and {place} still shows it.`,
      fix: 'Show what takes its place, or say that it is gone.',
      onlyUntouched: false,
    },
  ]
}

function goneSetting({ kind, name, at }: SurfaceChange['removedSettings'][number]): Suspicion {
  const word = new RegExp(`(?<![\\w/-])${escaped(name)}(?![\\w/-])`)
  return {
    rule: 'documentation/stale-setting',
    confidence: 0.55,
    word: name,
    isSaid: ({ text }) => word.test(text),
    at,
    message: `The changed code no longer reads or offers the ${kind} \`${name}\`, and {place} still names it.`,
    fix: 'Take it out of the document, or name what replaces it.',
    onlyUntouched: false,
  }
}

function brokenCall({ name, how, at }: SurfaceChange['broken'][number]): Suspicion[] {
  const last = lastPart(name)
  if (last.length < 4 || (COMMON.test(last) && !name.includes('.'))) return []
  const shown = name.includes('.') && COMMON.test(last) ? name : last
  const call = new RegExp(`(?<![\\w$])${escaped(shown)}\\s*\\([^)]`)
  return [
    {
      rule: 'documentation/stale-signature',
      confidence: 0.5,
      word: shown,
      isSaid: ({ text }) => call.test(text),
      at,
      message: `\`${last}\` is called otherwise now (${how}), and {place} calls it as it was.`,
      fix: 'Bring the call in the document up to date.',
      onlyUntouched: true,
    },
  ]
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
