import { concatenated } from './combine-values.ts'
import { emptied, type Method } from './container-methods.ts'
import { mattersWithout } from './narrow-facts.ts'
import { refusedBy } from './regex-guard.ts'
import type { Matter } from './rules.ts'
import { bitsOf, cleared, joinTaints } from './taint.ts'
import { allTaints, constantValue, listItems, listValue, prefixOf, type Value } from './value.ts'

/** `delete(0, …)` and `setLength(0)` leave nothing of a text that is being built. */
export const cutText: Method = (self, [from, to]) =>
  isTextBuilder(self) && from?.constant === 0 && to?.constant === undefined ? emptied(self) : undefined

/** A text that grows in place. */
export function isTextBuilder({ name, fields }: Value): boolean {
  return fields === undefined && /(?:^|\.)(?:String\w+|StringIO\(\)|Builder)$/.test(name ?? '')
}

export const appendText: Method = (self, [part]) => {
  if (part === undefined || !isTextBuilder(self)) return undefined
  const receiver = { ...concatenated(self, part), ...(self.name !== undefined && { name: self.name }) }
  return { result: receiver, receiver }
}

export const textOf: Method = (self, args) => {
  if (self.fields !== undefined || args.length > 0) return undefined
  const { name: _, ...text } = self
  return { result: text }
}

/** Parts between a text. */
export const joinText: Method = (self, args) => {
  const [parts, ...others] = args
  // Java's `String.join` is handed what stands between as well.
  if (
    parts !== undefined &&
    others.length > 0 &&
    self.fields === undefined &&
    /(?:^|\.)String$/.test(self.name ?? '')
  ) {
    const [only] = others
    const list = others.length === 1 && only?.fields !== undefined ? only : listValue(others)
    return joinText(parts, [list])
  }
  // What joins several things joins paths.
  if (others.length > 0) return undefined
  const list = self.fields !== undefined ? self : parts
  if (list === undefined) return undefined
  const items = listItems(list)
  const between = self.fields !== undefined ? parts : self
  if (items !== undefined && items.length > 0)
    return { result: items.reduce((text, item) => concatenated(between ? concatenated(text, between) : text, item)) }
  return { result: { taints: joinTaints(allTaints(list), between ? allTaints(between) : []), isBuilt: true } }
}

/** The first word of a text is known where the text begins with it. */
export const splitText: Method = (self, [by]) => {
  const first = /^(\S+)\s/.exec(prefixOf(self))?.[1]
  if (self.constant !== undefined || self.fields !== undefined || first === undefined) return undefined
  if (by !== undefined && by.constant !== ' ' && by.constant !== null) return undefined
  return { result: { taints: [], fields: new Map([['0', constantValue(first)]]), rest: { taints: self.taints } } }
}

/** What is replaced is gone: what it could have done it cannot do. JavaScript replaces only the first of a plain text. */
export const replaceText =
  (isEvery: boolean): Method =>
  (self, [from, to]) => {
    if (self.fields !== undefined || from === undefined) return undefined
    const taints = joinTaints(allTaints(self), to === undefined ? [] : allTaints(to))
    const source = from.fields?.get('source')?.constant
    const flags = String(from.fields?.get('flags')?.constant ?? '')
    const matters =
      typeof source === 'string'
        ? flags.includes('g') || source.startsWith('^')
          ? refusedBy(source)
          : []
        : typeof from.constant === 'string' && isEvery
          ? [...mattersWithout(from.constant), ...asRegex(from.constant)]
          : []
    return {
      result: {
        taints: cleared(taints, bitsOf([...matters, ...quotedBy(to)])),
        ...(prefixOf(self) !== '' && { prefix: prefixOf(self) }),
        ...(self.isBuilt && { isBuilt: true }),
      },
    }
  }

/** `'\''` in place of each quote is how a text is quoted for a shell. */
function quotedBy(to: Value | undefined): Matter[] {
  return to?.constant === "'\\''" || to?.constant === `'"'"'` ? ['command'] : []
}

/** Java's `replaceAll` takes the text for a regular expression. */
function asRegex(source: string): readonly Matter[] {
  return /[[\\]/.test(source) ? refusedBy(source) : []
}
