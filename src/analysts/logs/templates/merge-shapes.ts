import { shapeTokens } from './shape-tokens.ts'

const VARIABLE_TEXT = '\u0001'
const ENOUGH_VALUES = 4
const ROUNDS = 6

interface Group {
  tokens: string[]
  members: number[]
  count: number
}

/**
 * Joins shapes that differ only where values vary. For each shape the index of its group's first shape; the same
 * shapes with the same counts give the same groups in whatever order they come.
 */
export function mergeShapes(shapes: readonly string[], counts: readonly number[]): number[] {
  const order = shapes.map((_, index) => index).sort((a, b) => compare(shapes[a] ?? '', shapes[b] ?? ''))
  let groups: Group[] = order.map((index) => ({
    tokens: shapeTokens(shapes[index] ?? ''),
    members: [index],
    count: counts[index] ?? 0,
  }))
  for (let round = 0; round < ROUNDS; round++) {
    const before = groups.length
    groups = joinOnce(groups)
    if (groups.length === before) break
  }
  const target = shapes.map((_, index) => index)
  for (const group of groups) {
    const first = Math.min(...group.members)
    for (const member of group.members) target[member] = first
  }
  return target
}

function joinOnce(groups: readonly Group[]): Group[] {
  const buckets = new Map<string, number[]>()
  groups.forEach((group, index) => {
    group.tokens.forEach((token, position) => {
      if (!isWord(token)) return
      const key = `${position}\n${[...group.tokens.slice(0, position), '', ...group.tokens.slice(position + 1)].join('\n')}`
      const bucket = buckets.get(key)
      if (bucket) bucket.push(index)
      else buckets.set(key, [index])
    })
  })
  const taken = new Set<number>()
  const joined: Group[] = []
  const candidates = [...buckets].filter(([, bucket]) => bucket.length > 1)
  candidates.sort(([a, x], [b, y]) => y.length - x.length || compare(a, b))
  for (const [key, bucket] of candidates) {
    const free = bucket.filter((index) => !taken.has(index))
    const position = Number.parseInt(key, 10)
    const members = free.map((index) => groups[index]).filter((group) => group !== undefined)
    if (!varies(members, position)) continue
    for (const index of free) taken.add(index)
    joined.push(join(members, position))
  }
  return [...groups.filter((_, index) => !taken.has(index)), ...joined]
}

function varies(groups: readonly Group[], position: number): boolean {
  if (groups.length < 2) return false
  const tokens = groups[0]?.tokens ?? []
  const words = tokens.filter((token, index) => index !== position && isWord(token) && token !== VARIABLE_TEXT)
  if (words.length < 1) return false
  const first = !tokens.slice(0, position).some(isWord)
  const open = groups.some((group) => group.tokens[position] === VARIABLE_TEXT)
  if (open) return !first || groups.length > 2
  return !first && groups.length >= ENOUGH_VALUES
}

function join(groups: readonly Group[], position: number): Group {
  const tokens = [...(groups[0]?.tokens ?? [])]
  tokens[position] = VARIABLE_TEXT
  return {
    tokens,
    members: groups.flatMap((group) => group.members),
    count: groups.reduce((sum, group) => sum + group.count, 0),
  }
}

function isWord(token: string): boolean {
  return token === VARIABLE_TEXT || /[A-Za-z]/.test(token)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
