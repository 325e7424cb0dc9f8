import { describe, expect, it } from 'vitest'
import { STYLE } from '../../../src/report/html/style.ts'

/** Relative luminance (WCAG 2.2). */
function luminance(color: string): number {
  const hex =
    color.length === 4 ? [...color.slice(1)].map((digit) => digit + digit) : (color.slice(1).match(/../g) ?? [])
  const [red = 0, green = 0, blue = 0] = hex.map((pair) => {
    const share = Number.parseInt(pair, 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

function colors(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([a-z]+):(#[0-9a-f]{3,6})/g)].map(([, name = '', value = '']) => [name, value]),
  )
}

const [light = {}, dark = {}] = [...STYLE.matchAll(/:root\{[^}]*\}/g)].map(([block]) => colors(block))

/** Texts and what they stand on. */
const PAIRS = [
  ...['bg', 'surface', 'tint', 'band', 'low', 'middle', 'high'].map((ground) => ['ink', ground]),
  ...['bg', 'surface', 'tint', 'band'].map((ground) => ['muted', ground]),
  ...['bg', 'surface'].map((ground) => ['accent', ground]),
  ...['red', 'amber', 'green'].map((text) => [text, 'bg']),
  ['red', 'band'],
]

describe('the style', () => {
  it.each([
    ['light', light],
    ['dark', dark],
  ])('gives every text on every ground a contrast of 4.5, in %s', (_name, palette) => {
    const weak = PAIRS.map(([text = '', ground = '']) => ({
      text,
      ground,
      ratio: contrast(palette[text] ?? '', palette[ground] ?? ''),
    }))
    expect(weak.filter(({ ratio }) => !(ratio >= 4.5))).toEqual([])
  })
})
