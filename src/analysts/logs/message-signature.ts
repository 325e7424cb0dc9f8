const VARIABLE: readonly [RegExp, string][] = [
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, '*'],
  [/\b0x[0-9a-f]+\b|\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi, '*'],
  [/\d+/g, '#'],
  [/((?::\s|=))[^,\])}]+/g, '$1*'],
]
const LONGEST = 160

/** The first line of a message with its variable parts masked: a cheap name for what kind of message it is. */
export function messageSignature(message: string): string {
  const end = message.indexOf('\n')
  let text = message.slice(0, end < 0 ? 400 : Math.min(end, 400))
  for (const [pattern, mask] of VARIABLE) text = text.replace(pattern, mask)
  return text.slice(0, LONGEST)
}
