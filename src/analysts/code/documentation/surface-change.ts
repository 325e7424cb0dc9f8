import type { ReviewedFile } from '../../../core/review.ts'
import { splitLines } from '../change/changed-lines.ts'
import type { CodeChange } from '../change/code-change.ts'
import { isProductPath } from '../path-role.ts'
import type { ModuleCode } from '../program.ts'
import { breaksIn, publicSurface } from './public-surface.ts'
import { type Setting, settingsOf } from './settings.ts'

/** A place in the new text of a changed file. */
export interface HeadPlace {
  file: string
  line: number
}

/** What a change does to what others use. */
export interface SurfaceChange {
  /** Exported names that are gone; without a place where their file is gone too. */
  removed: readonly { name: string; at: HeadPlace | undefined }[]
  /** Functions whose callers break. */
  broken: readonly { name: string; how: string; at: HeadPlace }[]
  removedSettings: readonly (Setting & { at: HeadPlace | undefined })[]
  /** In the changed files before and after. */
  keptSettings: readonly Setting[]
  addedSettings: readonly (Setting & { file: string })[]
}

const MOST_NAMES = 50

/** Compares what the changed files offer before and after. What moved to another changed file is not gone. */
export function surfaceChange({ files, modules, baseModules }: CodeChange): SurfaceChange {
  const sides = files
    .filter(({ path, status }) => isProductPath(path) && status !== 'unchanged')
    .map((file) => ({ file, before: baseModules.get(file.oldPath ?? file.path), after: modules.get(file.path) }))
  const whole = sides.filter(({ before, after }) => [before, after].every((one) => (one?.broken.length ?? 0) === 0))
  const settingsAfter = sides.flatMap(({ file, after }) =>
    [...settingsIn(after)].map((setting) => ({ ...setting, file: file.path })),
  )
  const settingsBefore = sides.flatMap(({ file, before }) =>
    [...settingsIn(before)].map((setting) => ({ ...setting, file })),
  )
  const [was, is] = [namesOf(settingsBefore), namesOf(settingsAfter)]
  return {
    removed: removedNames(whole, modules),
    broken: whole.flatMap(({ file, before, after }) => (before && after ? brokenIn(before, after, file) : [])),
    removedSettings: settingsBefore
      .filter(({ name }) => !is.has(name))
      .map(({ file, ...setting }) => ({ ...setting, at: placeNear(file, setting.line) })),
    keptSettings: settingsAfter.filter(({ name }) => was.has(name)),
    addedSettings: settingsAfter.filter(({ name }) => !was.has(name)),
  }
}

interface Sides {
  file: ReviewedFile
  before: ModuleCode | undefined
  after: ModuleCode | undefined
}

function settingsIn(module: ModuleCode | undefined): Iterable<Setting> {
  return module === undefined ? [] : settingsOf(module).values()
}

function namesOf(list: readonly { name: string }[]): ReadonlySet<string> {
  return new Set(list.map(({ name }) => name))
}

function removedNames(sides: readonly Sides[], modules: CodeChange['modules']): SurfaceChange['removed'] {
  if (forwardsAll(modules)) return []
  const kept = new Set([...modules.values()].flatMap((module) => [...publicSurface(module).keys()]))
  return sides
    .flatMap(({ file, before }) =>
      before === undefined
        ? []
        : [...publicSurface(before)]
            .filter(([name]) => !kept.has(name))
            .map(([name, { line }]) => ({ name, at: placeNear(file, line) })),
    )
    .slice(0, MOST_NAMES)
}

/** `export * from './x.js'`: what goes out there is not known. */
function forwardsAll(modules: CodeChange['modules']): boolean {
  return [...modules.values()].some(({ body }) => body.some((one) => one.kind === 'export' && one.name === '*'))
}

/** Where in the new text the change is that took a line of the old one away: the nearest that it touches, and that says something. */
function placeNear({ path, text, changed }: ReviewedFile, line: number): HeadPlace | undefined {
  if (text === undefined) return undefined
  const lines = splitLines(text)
  const starts = changed === 'all' ? [] : changed.map((range) => range.line)
  const nearest = starts.reduce(
    (best, one) => (Math.abs(one - line) < Math.abs(best - line) ? one : best),
    starts[0] ?? line,
  )
  const isSaying = (at: number) => (lines[at - 1] ?? '').trim() !== ''
  const from = Math.min(Math.max(1, nearest), lines.length)
  for (let step = 0; step < lines.length; step += 1)
    for (const at of [from + step, from - step]) if (isSaying(at)) return { file: path, line: at }
  return undefined
}

function brokenIn(before: ModuleCode, after: ModuleCode, { path, text = '' }: ReviewedFile): SurfaceChange['broken'] {
  const lines = splitLines(text)
  const is = publicSurface(after)
  return [...publicSurface(before)].flatMap(([name, { function: was }]) => {
    const now = is.get(name)
    if (was === undefined || now?.function === undefined) return []
    const { at, body } = now.function
    const signature = lines.slice(at.line - 1, Math.min(body[0]?.at.line ?? at.endLine, at.line + 30)).join('\n')
    const how = breaksIn(was, now.function, signature)
    return how.length === 0 ? [] : [{ name, how: how.join(' and '), at: { file: path, line: at.line } }]
  })
}
