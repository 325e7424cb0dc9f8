import { setImmediate as turn } from 'node:timers/promises'
import { maskJson } from '../safety/mask-json.ts'
import type { Masker } from '../safety/masker.ts'
import { maskInTurns } from './mask-in-turns.ts'

/** Characters that are masked before others have their turn. */
const PART = 256 * 1024

/**
 * A file of evidence without credentials and personal data, of any size, without holding up the process for long. JSON is masked string by string, so
 * that it reads as before, also where only some of the lines are JSON; other text as it stands. Lines keep their numbers, except in a private key.
 */
export async function maskEvidence(masker: Masker, text: string): Promise<string> {
  if (isJson(text)) return inTurns(maskJson(masker, text))
  const parts: string[] = []
  for await (const { isRecords, part } of runsOf(text))
    parts.push(isRecords ? await inTurns(maskJson(masker, part)) : await maskInTurns(masker, part))
  return parts.join('')
}

/** Lines that follow each other and are alike: records in JSON, as many as are read at once, or words, as many as there are. */
async function* runsOf(text: string): AsyncGenerator<{ isRecords: boolean; part: string }> {
  let begun = 0
  let isRecords = false
  let read = 0
  for (let from = 0; from < text.length; ) {
    const line = text.indexOf('\n', from)
    const to = line < 0 ? text.length : line + 1
    const isRecord = isJson(text.slice(from, to))
    if (from > begun && (isRecord !== isRecords || (isRecord && from - begun > PART))) {
      yield { isRecords, part: text.slice(begun, from) }
      begun = from
    }
    isRecords = isRecord
    from = to
    if (from - read > PART) {
      read = from
      await turn()
    }
  }
  if (begun < text.length) yield { isRecords, part: text.slice(begun) }
}

async function inTurns(pieces: Iterable<string>): Promise<string> {
  const parts: string[] = []
  let sinceTurn = 0
  for (const piece of pieces) {
    parts.push(piece)
    sinceTurn += piece.length
    if (sinceTurn <= PART) continue
    sinceTurn = 0
    await turn()
  }
  return parts.join('')
}

/** An object or a list: what else is JSON is a word or a number of a text. */
function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
