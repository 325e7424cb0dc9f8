/** A number from 0 to 1 (Mulberry32), always the same row for the same seed. */
export type Chance = () => number

export function seededChance(seed: number): Chance {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export function pick<T>(chance: Chance, list: readonly T[]): T {
  const one = list[Math.floor(chance() * list.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

/** A text that the expression matches, for the part of the language that rules are written in: sets, groups, alternatives, counts, escapes. */
export function generateSample(source: string, chance: Chance): string {
  let at = 0
  const alternatives = (): string => {
    const options = [sequence()]
    while (source[at] === '|') {
      at++
      options.push(sequence())
    }
    return pick(chance, options)()
  }
  const sequence = (): (() => string) => {
    const parts: (() => string)[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(counted(atom()))
    return () => parts.map((part) => part()).join('')
  }
  const atom = (): (() => string) => {
    const sign = source[at++] ?? ''
    if (sign === '(') {
      if (source.startsWith('?:', at)) at += 2
      const start = at
      alternatives()
      const body = source.slice(start, at)
      at++
      return () => generateSample(body, chance)
    }
    if (sign === '[') return setOf(untilSetEnds())
    if (sign === '\\') return signOf(source[at++] ?? '')
    if (sign === '.') return () => 'x'
    return () => sign
  }
  const untilSetEnds = (): string => {
    const start = at
    while (source[at] !== ']') at += source[at] === '\\' ? 2 : 1
    return source.slice(start, at++)
  }
  const setOf = (set: string) => {
    const signs = signsOf(set)
    return () => pick(chance, signs)
  }
  const signOf = (sign: string) => {
    const set = SETS[sign]
    return set === undefined ? () => sign : () => pick(chance, [...set])
  }
  const counted = (one: () => string): (() => string) => {
    const count = /^(?:\{(\d+)(?:,(\d+))?\}|[?*+])\??/.exec(source.slice(at))
    if (count === null) return one
    at += count[0].length
    const least = count[1] === undefined ? (count[0][0] === '+' ? 1 : 0) : Number(count[1])
    const most = count[2] === undefined ? (count[1] === undefined ? 1 : least) : Math.min(Number(count[2]), least + 12)
    return () => Array.from({ length: least + Math.floor(chance() * (most - least + 1)) }, one).join('')
  }
  return alternatives()
}

const DIGITS = '0123456789'
const SMALL = 'abcdefghijklmnopqrstuvwxyz'
const SETS: Readonly<Record<string, string>> = { d: DIGITS, w: `${SMALL}${SMALL.toUpperCase()}${DIGITS}_`, s: ' ' }

function signsOf(set: string): string[] {
  const signs: string[] = []
  for (let at = 0; at < set.length; at++) {
    if (set[at] === '\\') {
      at++
      signs.push(...(SETS[set[at] ?? ''] ?? set[at] ?? ''))
    } else if (set[at + 1] === '-' && at + 2 < set.length) {
      for (let code = set.charCodeAt(at); code <= set.charCodeAt(at + 2); code++) signs.push(String.fromCharCode(code))
      at += 2
    } else signs.push(set[at] ?? '')
  }
  return signs
}
