/** East Asian wide and full-width letters and pictographs take two columns (after Unicode Standard Annex 11). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]/u
const MARK = /\p{M}/u

/** Columns that a text without control characters takes in a terminal. */
export function columnsOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length
  return [...text].reduce((columns, character) => columns + columnsOfCharacter(character), 0)
}

function columnsOfCharacter(character: string): number {
  if (MARK.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

/** The text cut to so many columns, ending in `…` if something was left out. */
export function fitColumns(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  return `${[...takeColumns(text, columns - 1)][0] ?? ''}…`
}

/** Breaks a line of words into lines of at most `columns`; a word that is longer is broken where it must. */
export function wrapText(text: string, columns: number): string[] {
  const width = Math.max(8, columns)
  const lines: string[] = []
  let line = ''
  for (const word of text
    .split(' ')
    .filter((part) => part !== '')
    .flatMap((part) => [...takeColumns(part, width)])) {
    const longer = line === '' ? word : `${line} ${word}`
    if (columnsOf(longer) <= width) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** The text in pieces of at most so many columns; one whole piece where it fits. */
function* takeColumns(text: string, columns: number): Iterable<string> {
  let piece = ''
  let used = 0
  for (const character of text) {
    const wide = columnsOfCharacter(character)
    if (used + wide > columns && piece !== '') {
      yield piece
      piece = ''
      used = 0
    }
    piece += character
    used += wide
  }
  if (piece !== '') yield piece
}
