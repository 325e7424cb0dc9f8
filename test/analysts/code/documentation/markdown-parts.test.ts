import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markdownParts } from '../../../../src/analysts/code/documentation/markdown-parts.ts'

describe('the parts of Markdown', () => {
  it('are code in lines and fences, and links outside of them', () => {
    const { code, fences, links } = markdownParts(
      'Use `a()` and ``b`c``: [x](y.md "title")\n\n~~~JSON\n[no](link.md)\n```\n~~~\n[z]: <w.md>\n',
    )
    expect(code.map(({ text, line }) => `${line} ${text}`)).toEqual(['1 a()', '4 [no](link.md)', '5 ```'])
    expect(fences).toEqual([{ language: 'json', line: 4, lines: ['[no](link.md)', '```'], isClosed: true }])
    expect(links).toEqual([
      { target: 'y.md', line: 1 },
      { target: 'w.md', line: 7 },
    ])
  })

  it('are read from any text, with lines that exist', () => {
    const pieces = fc.array(fc.constantFrom('`', '```', '~~~', '[', '](', ')', '\n', '\r\n', 'a', ' ', '<', ':'))
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('')
        const count = text.split('\n').length
        const { code, links } = markdownParts(text)
        expect([...code, ...links].every(({ line }) => line >= 1 && line <= count)).toBe(true)
      }),
    )
  })
})
