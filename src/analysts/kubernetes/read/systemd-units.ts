import type { Unit } from '../cluster.ts'
import { citeLine, type DocumentLine } from './document-lines.ts'

const UNIT = /(?:^|\s)[●○×*↻]\s+([\w@.-]+?)\.service\b/
const ACTIVE = /^\s*Active:\s+(\w+)/
const NODE = /^Node:\s*(\S+)/
const JOURNAL = /^[A-Z][a-z]{2} \d{2} [\d:]{8} (\S+) [\w.-]+(?:\[\d+\])?:/

/**
 * Reads `systemctl status`, one unit after the other. The node is what a `Node:` line above says, or else the host that
 * writes the journal lines below.
 */
export function systemdUnits(lines: readonly DocumentLine[]): Unit[] {
  const starts = lines.flatMap(({ text }, index) => (UNIT.test(text) ? [index] : []))
  return starts.flatMap((start, position) => {
    const end = starts[position + 1] ?? lines.length
    const name = UNIT.exec(lines[start]?.text ?? '')?.[1]
    const active = lines.slice(start, end).find(({ text }) => ACTIVE.test(text))
    const node = nodeAbove(lines, start) ?? hostBelow(lines.slice(start, end))
    if (!name || !active || !node) return []
    const state = ACTIVE.exec(active.text)?.[1] ?? ''
    return [{ name, node, isActive: !/^(?:inactive|failed|dead)$/.test(state), at: citeLine(active) }]
  })
}

function nodeAbove(lines: readonly DocumentLine[], start: number): string | undefined {
  for (let index = start; index >= Math.max(0, start - 3); index--) {
    const node = NODE.exec(lines[index]?.text ?? '')?.[1]
    if (node) return node
  }
  return undefined
}

function hostBelow(lines: readonly DocumentLine[]): string | undefined {
  for (const { text } of lines) {
    const host = JOURNAL.exec(text)?.[1]
    if (host) return host
  }
  return undefined
}
