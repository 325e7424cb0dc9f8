import fc from 'fast-check'
import type { Analysis } from '../../src/core/analysis.ts'
import { outageAnalysis } from './analysis-fixtures.ts'

/** Texts that try to break out of a terminal, a page or a document. */
const ATTACKS: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title><svg onload=alert(1)>',
  '</style><body>',
  '</pre></details></section>',
  '<!-- --><a href="javascript:alert(1)">x</a>',
  '&lt;b&gt; &#x3c;i&#x3e; &quot;',
  '[click](https://evil.example/a)',
  '![img](https://evil.example/a.png)',
  '[ref]: https://evil.example',
  '<https://evil.example>',
  'https://evil.example/a?b=c http://x www.evil.example mailto:a@evil.example',
  'a@evil.example @everyone #1 GH-1 org/repo#7 9f2c1ab04de5f6a7b8c9',
  '# heading\n## two\n---\n===\n***',
  '| a | b |\n|---|---|\n| \\| c |',
  '```\nfence\n```\n~~~\n````',
  '`` ` ``` `tick`',
  '- item\n1. one\n> quote\n    code\n\tcode',
  '$x^2$ ~~no~~ **bold** _it_ ==m==',
  '\u001b[2J\u001b[31mred\u001b]0;title\u0007\u009b31m\u0000\b\u007f',
  '\r\nP4 LOW · HEALTHY\r\n',
  'a\u202eb\u2066c\u200bd\ufeff\u2028e\u2029f\u00ad',
  'z\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  '\ud800 \udfff',
  '$(id) {{7*7}} <%= 7 %>',
  'x'.repeat(5000),
  '漢'.repeat(300),
  '',
  ' ',
  'null',
]

/** A text made of attacks, of arbitrary characters, or of both. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...ATTACKS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(fc.oneof(fc.constantFrom(...ATTACKS.filter((attack) => attack.length < 200)), fc.string({ maxLength: 4 })), {
      maxLength: 5,
    })
    .map((parts) => parts.join('')),
)

/** Fields that hold one of our own words. */
const OWN_WORDS = new Set(['verdict', 'severity', 'severityRule', 'origin', 'kind', 'effect', 'risk', 'status', 'role'])

/** Fields that hold a time; kept, so that plots are drawn with the texts in them. */
const TIMES = new Set(['at', 'from', 'to', 'generatedAt'])

/** The fixture with every free text replaced, in turn, by one of the given texts. */
export function withTexts(texts: readonly string[], keepTimes = true): Analysis {
  let next = 0
  const replace = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string')
      return OWN_WORDS.has(key) || (keepTimes && TIMES.has(key)) ? value : (texts[next++ % texts.length] ?? '')
    if (Array.isArray(value)) return value.map((item) => replace(item))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replace(item, name)]))
  }
  return replace(outageAnalysis()) as Analysis
}

/** The analysis with hostile texts in every field. */
export const hostileAnalysis: fc.Arbitrary<Analysis> = fc
  .tuple(fc.array(hostileText, { minLength: 1, maxLength: 40 }), fc.boolean())
  .map(([texts, keepTimes]) => withTexts(texts, keepTimes))

/** The same text everywhere: one run an attack, so that each reaches every field. */
export const ONE_ATTACK_EVERYWHERE: readonly Analysis[] = ATTACKS.flatMap((attack) => [
  withTexts([attack]),
  withTexts([attack], false),
])

/** Numbers that no plot is made for. */
export const extremeNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, 1e308, -1e308, 5e-324, 8.64e15, -8.64e15, 1e18, Number.MAX_SAFE_INTEGER),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
