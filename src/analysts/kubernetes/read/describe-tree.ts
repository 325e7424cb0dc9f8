import type { DocumentLine } from './document-lines.ts'

/** A key of a description with what stands below it. */
export interface DescribeNode {
  key: string
  value: string
  line: DocumentLine
  children: DescribeNode[]
  /** Further values of the same key, one a line, as labels have them. */
  more: DocumentLine[]
}

const KEY = /^(\s*)([^\s:][^:]*?):(?:(\s+)(.*))?$/

/**
 * Reads the indentation of `kubectl describe` as a tree. A line that begins where its parent's value begins is one more
 * value of the parent; a deeper line is a child.
 */
export function describeTree(lines: readonly DocumentLine[]): DescribeNode {
  const root: DescribeNode = {
    key: '',
    value: '',
    line: { source: '', number: 1, text: '', indent: -1 },
    children: [],
    more: [],
  }
  const open: { node: DescribeNode; valueColumn: number }[] = [{ node: root, valueColumn: Number.POSITIVE_INFINITY }]
  for (const line of lines) {
    if (line.text.trim() === '') continue
    while (open.length > 1 && (open.at(-1)?.node.line.indent ?? -1) >= line.indent) open.pop()
    const parent = open.at(-1) ?? { node: root, valueColumn: Number.POSITIVE_INFINITY }
    const match = line.indent >= parent.valueColumn ? null : KEY.exec(line.text)
    if (!match) {
      parent.node.more.push(line)
      continue
    }
    const [, indent = '', key = '', gap = '', value = ''] = match
    const node: DescribeNode = { key, value: value.trim(), line, children: [], more: [] }
    parent.node.children.push(node)
    open.push({
      node,
      valueColumn: value === '' ? Number.POSITIVE_INFINITY : indent.length + key.length + 1 + gap.length,
    })
  }
  return root
}

/** Follows keys down; undefined where one is missing. */
export function childOf(node: DescribeNode, ...keys: string[]): DescribeNode | undefined {
  return keys.reduce<DescribeNode | undefined>((inner, key) => inner?.children.find((child) => child.key === key), node)
}

const NOTHING = new Set(['', '<none>', '<nil>', '<unset>', 'none'])

/** The value of a key; undefined where it is missing or `<none>`. */
export function textOf(node: DescribeNode, ...keys: string[]): string | undefined {
  const value = childOf(node, ...keys)?.value
  return value === undefined || NOTHING.has(value.toLowerCase()) ? undefined : value
}

/** All values of a key that may have several, one a line. */
export function valuesOf(node: DescribeNode, ...keys: string[]): { value: string; line: DocumentLine }[] {
  const found = childOf(node, ...keys)
  if (!found) return []
  return [
    { value: found.value, line: found.line },
    ...found.more.map((line) => ({ value: line.text.trim(), line })),
  ].filter(({ value }) => !NOTHING.has(value.toLowerCase()))
}

/** Splits the output at each object: one begins at every `Name:` in the first column. */
export function describedObjects(lines: readonly DocumentLine[]): DescribeNode[] {
  const starts = lines.flatMap((line, index) => (/^Name:\s+\S/.test(line.text) ? [index] : []))
  return starts.map((start, index) => describeTree(lines.slice(start, starts[index + 1] ?? lines.length)))
}
