import type { Remark, TouchedFile } from '../change/code-change.ts'

/** A file whose lines all ended in one way and now end in two. */
export function mixedLineEndings({ text, file, changed }: TouchedFile): Remark[] {
  const now = endingsOf(text)
  if (now.crlf === 0 || now.lf === 0) return []
  const was = file.baseText === undefined ? { crlf: 0, lf: 0 } : endingsOf(file.baseText)
  if (was.crlf > 0 && was.lf > 0) return []
  const isFewCrlf = now.crlf <= now.lf
  const line = firstEnding(text, isFewCrlf)
  if (!changed.touches(line)) return []
  return [
    {
      rule: 'style/mixed-line-endings',
      confidence: 0.85,
      line,
      message: `The file now ends ${Math.min(now.crlf, now.lf)} of its lines with ${isFewCrlf ? 'CRLF' : 'LF'} and the others with ${isFewCrlf ? 'LF' : 'CRLF'}.`,
      fix: 'End all lines in one way; `.gitattributes` with `* text=auto` keeps it so.',
      effort: 'minutes',
    },
  ]
}

function endingsOf(text: string): { crlf: number; lf: number } {
  let crlf = 0
  let lf = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (text[at - 1] === '\r') crlf += 1
    else lf += 1
  }
  return { crlf, lf }
}

function firstEnding(text: string, isCrlf: boolean): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if ((text[at - 1] === '\r') === isCrlf) return line
    line += 1
  }
  return line
}
