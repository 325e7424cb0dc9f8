import { remembered } from '../../../core/remember.ts'
import type { NamePattern } from './rules.ts'

/** Rules found by the names that they speak of. */
export interface NameIndex<T> {
  /** All whose patterns match the name. */
  find(name: string): readonly T[]
  /** There is no rule in it. */
  isEmpty: boolean
}

const NONE: readonly never[] = []
/** Names repeat; when there are so many, remembering begins anew. */
const MOST_REMEMBERED = 20_000

/** An index over rules by their patterns (`NamePattern`). A name is compared only with those that end like it. */
export function indexByName<T>(rules: readonly T[], patternsOf: (rule: T) => readonly NamePattern[]): NameIndex<T> {
  const byEnd = new Map<string, { matches: (name: string) => boolean; rule: T }[]>()
  for (const rule of rules)
    for (const pattern of patternsOf(rule))
      for (const plain of alternatives(pattern)) {
        const end = lastOfPattern(plain)
        const entry = { matches: matcherOf(plain), rule }
        const entries = byEnd.get(end)
        if (entries === undefined) byEnd.set(end, [entry])
        else entries.push(entry)
      }
  const open = byEnd.get('*') ?? []
  return {
    isEmpty: byEnd.size === 0,
    find: remembered(MOST_REMEMBERED, (name) => {
      const candidates = [...(byEnd.get(lastSegment(name)) ?? []), ...open]
      const found = candidates.filter(({ matches }) => matches(name)).map(({ rule }) => rule)
      return found.length === 0 ? NONE : [...new Set(found)]
    }),
  }
}

function lastSegment(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1)
}

/** That of a pattern, without the sign that it is the whole name; `*` where it is not one word. */
function lastOfPattern(pattern: string): string {
  const end = lastSegment(pattern.startsWith('=') ? pattern.slice(1) : pattern)
  return end.includes('*') ? '*' : end
}

function alternatives(pattern: string): string[] {
  const braces = /\{([^{}]*)\}/.exec(pattern)
  if (braces === null) return [pattern]
  const [whole, inner = ''] = braces
  return inner
    .split(',')
    .flatMap((one) => alternatives(pattern.slice(0, braces.index) + one + pattern.slice(braces.index + whole.length)))
}

/** Most patterns are plain text: comparing is a tenth of the work of an expression. */
function matcherOf(pattern: string): (name: string) => boolean {
  const isWhole = pattern.startsWith('=')
  const isBelow = pattern.startsWith('*.')
  const tail = isWhole || isBelow ? pattern.slice(1) : pattern
  if (tail.includes('*')) {
    const expression = expressionOf(pattern)
    return (name) => expression.test(name)
  }
  if (isWhole) return (name) => name === tail
  if (isBelow) return (name) => name.length > tail.length && name.endsWith(tail)
  return (name) => {
    const before = name.length - tail.length - 1
    return name.endsWith(tail) && (before < 0 || name[before] === '.' || name[before] === '/')
  }
}

function expressionOf(pattern: string): RegExp {
  const isWhole = pattern.startsWith('=')
  const body = (isWhole ? pattern.slice(1) : pattern)
    .split('*')
    .map((part) => part.replace(/[.()[\]{}+?^$|\\/]/g, '\\$&'))
    .join('.+')
  return new RegExp(`${isWhole ? '^' : '(?:^|[./])'}${body}$`)
}
