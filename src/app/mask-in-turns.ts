import { setImmediate as turn } from 'node:timers/promises'
import type { Masker } from '../safety/masker.ts'

const PART = 256 * 1024
const KEY_BEGINS = '-----BEGIN '
const KEY_ENDS = '-----END '

/** Masks a text of any size without holding up the process for long; parts end with lines, and never within a private key. */
export async function maskInTurns(masker: Pick<Masker, 'mask'>, text: string): Promise<string> {
  const parts: string[] = []
  for (let from = 0; from < text.length; ) {
    const to = endOfPart(text, from)
    parts.push(masker.mask(text.slice(from, to)))
    from = to
    if (from < text.length) await turn()
  }
  return parts.join('')
}

function endOfPart(text: string, from: number): number {
  if (text.length - from <= PART) return text.length
  const line = text.indexOf('\n', from + PART)
  const to = line < 0 ? text.length : line + 1
  const begun = text.lastIndexOf(KEY_BEGINS, to)
  if (begun < from || text.lastIndexOf(KEY_ENDS, to) > begun) return to
  const end = text.indexOf(KEY_ENDS, begun)
  if (end < 0 || end - begun > PART) return to
  const after = text.indexOf('\n', end)
  return after < 0 ? text.length : after + 1
}
