import type { CodeFinding } from '../../../core/review.ts'
import { splitLines } from '../change/changed-lines.ts'
import { type CodeChange, findingIn, isProductPath, isTestPath, type Remark } from '../change/code-change.ts'
import type { ModuleCode } from '../program.ts'
import { isRecord, type MarkedCode, markdownParts } from './markdown-parts.ts'
import { breaksIn, publicSurface } from './public-surface.ts'
import { type Setting, settingsOf } from './settings.ts'

/** A document of the tree, changed or not. */
export interface TreeDocument {
  path: string
  text: string
}

/** What a change does to what others use. */
export interface SurfaceChange {
  /** Exported names that are gone. */
  removed: readonly string[]
  /** Functions whose callers break, by name. */
  broken: readonly { name: string; how: string; file: string; line: number }[]
  removedSettings: readonly Setting[]
  /** In the changed files before and after. */
  keptSettings: readonly Setting[]
  addedSettings: readonly (Setting & { file: string })[]
}

const MOST_NAMES = 50

/** Compares what the changed files offer before and after. What moved to another changed file is not gone. */
export function surfaceChange({ files, modules, baseModules }: CodeChange): SurfaceChange {
  const removed = new Set<string>()
  const kept = new Set<string>()
  const settings = { before: new Map<string, Setting>(), after: new Map<string, Setting & { file: string }>() }
  const broken: { name: string; how: string; file: string; line: number }[] = []
  for (const { path, oldPath, text, status } of files) {
    if (!isProductPath(path) || status === 'unchanged') continue
    const before = baseModules.get(oldPath ?? path)
    const after = modules.get(path)
    if (before !== undefined) for (const [name, setting] of settingsOf(before)) settings.before.set(name, setting)
    if (after !== undefined)
      for (const [name, setting] of settingsOf(after)) settings.after.set(name, { ...setting, file: path })
    const isCut = [before, after].some((module) => (module?.broken.length ?? 0) > 0)
    if (before !== undefined && !isCut) for (const name of publicSurface(before).keys()) removed.add(name)
    if (before !== undefined && after !== undefined && !isCut) broken.push(...brokenIn(before, after, path, text ?? ''))
  }
  for (const module of modules.values()) for (const name of publicSurface(module).keys()) kept.add(name)
  const known = new Set(
    [...modules].flatMap(([path, module]) => (isTestPath(path) ? [] : [...settingsOf(module).keys()])),
  )
  return {
    removed: forwardsAll(modules) ? [] : [...removed.difference(kept)].slice(0, MOST_NAMES),
    broken,
    removedSettings: [...settings.before.values()].filter(({ name }) => !known.has(name)),
    keptSettings: [...settings.after.values()].filter(({ name }) => settings.before.has(name)),
    addedSettings: [...settings.after.values()].filter(({ name }) => !settings.before.has(name)),
  }
}

/** `export * from './x.js'`: what goes out there is not known. */
function forwardsAll(modules: CodeChange['modules']): boolean {
  return [...modules.values()].some(({ body }) => body.some((one) => one.kind === 'export' && one.name === '*'))
}

function brokenIn(before: ModuleCode, after: ModuleCode, file: string, text: string) {
  const lines = splitLines(text)
  const is = publicSurface(after)
  return [...publicSurface(before)].flatMap(([name, { function: was }]) => {
    const now = is.get(name)
    if (was === undefined || now?.function === undefined) return []
    const { at, body } = now.function
    const signature = lines.slice(at.line - 1, Math.min(body[0]?.at.line ?? at.endLine, at.line + 30)).join('\n')
    const how = breaksIn(was, now.function, signature)
    return how.length === 0 ? [] : [{ name, how: how.join(' and '), file, line: at.line }]
  })
}

const COMMON =
  /^(?:default|main|index|init|test|name|type|value|data|list|item|options?|config|run|get|set|create|update|delete|remove|add|push|find|open|close|start|stop|parse|format|string|number|object|error|path|file|version|true|false|null|none)$/i

/** Documents that still speak, in code marks, of what is gone or called otherwise. */
export function staleDocuments(
  documents: readonly TreeDocument[],
  change: SurfaceChange,
  touched: ReadonlySet<string>,
): CodeFinding[] {
  const { removed, broken, removedSettings } = change
  const names = removed
    .map(lastName)
    .filter((name) => name.length >= 5 && !COMMON.test(name) && /[A-Z_]|\w{9}/.test(name))
  if (names.length + broken.length + removedSettings.length === 0) return []
  return documents
    .filter(
      ({ path, text }) =>
        !isRecord(path) &&
        mentionsAny(text, [
          ...names,
          ...broken.map(({ name }) => lastName(name)),
          ...removedSettings.map(({ name }) => name),
        ]),
    )
    .flatMap(({ path, text }) => {
      const { code } = markdownParts(text)
      return [
        ...names.flatMap((name) => staleName(name, code)),
        ...removedSettings.flatMap((setting) => staleSetting(setting, code)),
        ...(touched.has(path) ? [] : broken.flatMap((one) => staleCall(one, code))),
      ].map((remark) => findingIn(path, 'documentation', remark))
    })
}

function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

function mentionsAny(text: string, names: readonly string[]): boolean {
  return names.some((name) => text.includes(name))
}

function first(code: readonly MarkedCode[], test: (one: MarkedCode) => boolean): MarkedCode | undefined {
  return code.find(test)
}

function staleName(name: string, code: readonly MarkedCode[]): Remark[] {
  const call = new RegExp(`(?<![\\w$-])${escaped(name)}\\s*\\(`)
  const at = first(code, ({ text, fence }) =>
    fence === undefined ? text === name || text === `${name}()` || call.test(text) : call.test(text),
  )
  if (at === undefined) return []
  return [
    {
      rule: 'documentation/stale-mention',
      confidence: 0.6,
      line: at.line,
      message: `The document shows \`${name}\`, which this change takes away.`,
      fix: 'Show what takes its place, or say that it is gone.',
      effort: 'minutes',
    },
  ]
}

function staleSetting({ kind, name }: Setting, code: readonly MarkedCode[]): Remark[] {
  const word = new RegExp(`(?<![\\w/-])${escaped(name)}(?![\\w/-])`)
  const at = first(code, ({ text }) => word.test(text))
  if (at === undefined) return []
  return [
    {
      rule: 'documentation/stale-setting',
      confidence: 0.55,
      line: at.line,
      message: `The document names the ${kind} \`${name}\`, which the changed code no longer reads or offers.`,
      fix: 'Take it out of the document, or name what replaces it.',
      effort: 'minutes',
    },
  ]
}

function staleCall({ name, how, file, line }: SurfaceChange['broken'][number], code: readonly MarkedCode[]): Remark[] {
  const last = lastName(name)
  if (last.length < 4 || (COMMON.test(last) && !name.includes('.'))) return []
  const call = new RegExp(`(?<![\\w$])${escaped(name.includes('.') && COMMON.test(last) ? name : last)}\\s*\\([^)]`)
  const at = first(code, ({ text }) => call.test(text))
  if (at === undefined) return []
  return [
    {
      rule: 'documentation/stale-signature',
      confidence: 0.5,
      line: at.line,
      message: `The document calls \`${last}\` as it was: in ${file}:${line} ${how}.`,
      fix: 'Bring the call in the document up to date.',
      effort: 'minutes',
    },
  ]
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
