import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskJson } from '../../src/safety/mask-json.ts'
import { createMasker } from '../../src/safety/masker.ts'

const masked = (text: string) => [...maskJson(createMasker(), text)].join('')

/** What ends too early, too late or nowhere, for whoever masks across the borders of strings. */
const trouble = fc.constantFrom(
  'password=',
  'password:',
  'users are asked again for their password:',
  'token="',
  "secret: '",
  'Authorization: Digest ',
  'cookie: a=',
  '-----BEGIN RSA PRIVATE KEY-----',
  '"password":"abc\\"',
  'password="a b',
  'https://u:p@',
  'curl -u a:b',
  '\\',
  '"',
  '\n',
  '‹email-1›',
  'jane@x.org',
)
const text = fc
  .array(fc.oneof(trouble, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 5 })
  .map((parts) => parts.join(''))
const number = fc.oneof(fc.double({ noDefaultInfinity: true, noNaN: true }), fc.integer(), fc.constant(0.1))
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5 },
    text,
    number,
    fc.constantFrom(true, false, null),
    fc.array(tie('json'), { maxLength: 5 }),
    fc.array(fc.tuple(text, tie('json')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
}))

/** With every string, and every name of a field, the same. */
function shapeOf(value: unknown): unknown {
  if (typeof value === 'string') return ''
  if (Array.isArray(value)) return value.map(shapeOf)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value).map(([, item]) => shapeOf(item))
}

describe('the strings of a JSON text', () => {
  it('are masked, and the text is read as before: the same shape, lines and numbers, whatever is in a string', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(0, 1), (value, indent) => {
        const before = JSON.stringify(value, null, indent)
        const after = masked(before)
        expect(after.split('\n').length).toBe(before.split('\n').length)
        expect(shapeOf(JSON.parse(after))).toEqual(shapeOf(JSON.parse(before)))
      }),
      { numRuns: 1_000 },
    )
  })

  it('are read many at once, and each is masked as it would be alone', () => {
    const field = fc.tuple(
      fc.oneof(text, fc.constantFrom('password', 'authorization', 'cookie', 'auth', 'phone')),
      text,
    )
    fc.assert(
      fc.property(fc.array(field, { maxLength: 20 }), (fields) => {
        const [together, alone] = [createMasker(), createMasker()]
        // So that both count from the same places.
        const given = fields.map(([key, value]) => [key.replaceAll('‹', ''), value.replaceAll('‹', '')] as const)
        const after = [...maskJson(together, JSON.stringify(given.map(([key, value]) => ({ [key]: value }))))].join('')
        expect(JSON.parse(after)).toEqual(
          given.map(([key, value]) => ({ [alone.mask(key)]: alone.maskField(key, value) })),
        )
      }),
      { numRuns: 1_000 },
    )
  })

  it.each([
    ['{"title":"asked again for their password:","n":1}', '{"title":"asked again for their password:","n":1}'],
    ['{"args":["--password=","--port=5432"]}', '{"args":["--password=","--port=5432"]}'],
    ['{"a":"password=hunter2","b":"jane@x.org"}', '{"a":"password=‹password-1›","b":"‹email-1›"}'],
    ['{ "password" : "two \\"words\\"" }', '{ "password" : "‹password-1›" }'],
    ['{"password":"\\"abc\\""}', '{"password":"‹password-1›"}'],
    ['{"msg":"sent\\nAKIAIOSFODNN7EXAMPLE"}', '{"msg":"sent\\n‹token-1›"}'],
    ['{"mail":"jane\\u0040x.org"}', '{"mail":"‹email-1›"}'],
    ['{"jane@x.org":1}', '{"‹email-1›":1}'],
    ['{"log":"{\\"password\\":\\"abc\\"}"}', '{"log":"{\\"password\\":\\"‹password-1›\\"}"}'],
    ['{"jane@x.org":1,"‹email-1›":2}', '{"‹email-2›":1,"‹email-1›":2}'],
    ['{"jane@x.org":1,"\\u2039email-1\\u203a":2}', '{"‹email-2›":1,"\\u2039email-1\\u203a":2}'],
    ['{"authorization":["Basic dXNlcjpwYXNz"]}', '{"authorization":["Basic ‹token-1›"]}'],
    ['{"cookie":"sid=abc; theme=dark"}', '{"cookie":"‹cookie-1›"}'],
    ['["--password","hunter2"]', '["--password","‹password-1›"]'],
    ['{"card_cvv":123,"phone":4917012345678}', '{"card_cvv":"‹card-1›","phone":"‹phone-1›"}'],
  ])('%s', (before, after) => {
    expect(masked(before)).toBe(after)
  })

  it.each([
    '{"startTimeUnixNano":1773497110123456789,"b":1.10,"c":-0.0,"d":1E400,"e":4111111111111111}',
    '{"traceId":"4111111111111111","u":"\\u00e9\\/","n":[1.0,2e3]}',
    '{"password":null,"secret":true,"token":""}',
  ])('and nothing else is: %s', (text) => {
    expect(masked(text)).toBe(text)
  })
})
