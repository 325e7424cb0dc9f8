/** Escapes of one character in a path that git puts in double quotes (git-config, core.quotePath), with their bytes. */
const ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  '\\': 92,
}

const ENCODER = new TextEncoder()

/**
 * A path as it stands in a header of a diff: in double quotes with octal escapes of its UTF-8 bytes where git quoted it, as it is
 * otherwise. What is no well-formed quotation is given back as it stands.
 */
export function unquoteGitPath(shown: string): string {
  if (shown.length < 2 || !shown.startsWith('"') || !shown.endsWith('"')) return shown
  const bytes: number[] = []
  let at = 1
  const end = shown.length - 1
  while (at < end) {
    const character = String.fromCodePoint(shown.codePointAt(at) ?? 0)
    if (character !== '\\') {
      bytes.push(...ENCODER.encode(character))
      at += character.length
      continue
    }
    const octal = /^[0-3][0-7]{2}/.exec(shown.slice(at + 1, at + 4))?.[0]
    const byte = octal === undefined ? ESCAPES[shown[at + 1] ?? ''] : Number.parseInt(octal, 8)
    if (byte === undefined || at + 1 >= end) return shown
    bytes.push(byte)
    at += 1 + (octal?.length ?? 1)
  }
  return new TextDecoder().decode(Uint8Array.from(bytes))
}

/** Where a path in double quotes that begins at `from` ends (after its closing quote); -1 where it does not end. */
export function endOfQuotedPath(line: string, from: number): number {
  for (let at = from + 1; at < line.length; at++) {
    if (line[at] === '\\') at++
    else if (line[at] === '"') return at + 1
  }
  return -1
}
