/** SGR codes of ECMA-48 that every terminal knows; the only escape sequences in a report. */
const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const

export type Paint = { readonly [Style in keyof typeof CODES]: (text: string) => string }

/** Functions that colour a text, or leave it as it is where `color` is false. */
export function createPaint(color: boolean): Paint {
  const paint = (code: number) => (text: string) => (color && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text)
  return {
    bold: paint(CODES.bold),
    dim: paint(CODES.dim),
    red: paint(CODES.red),
    green: paint(CODES.green),
    yellow: paint(CODES.yellow),
    cyan: paint(CODES.cyan),
  }
}
