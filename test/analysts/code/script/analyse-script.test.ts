import { beforeAll, describe, expect, it } from 'vitest'
import { analyseScript } from '../../../../src/analysts/code/analyse-script.ts'
import { type Parsers, parseModule } from '../../../../src/analysts/code/parse/parse-module.ts'
import { openParsers } from '../../../../src/app/open-parsers.ts'

let parsers: Parsers
beforeAll(async () => {
  parsers = await openParsers()
})

function rulesTold(text: string, file = 'lib/index.js'): string[] {
  const module = parseModule(file, text, parsers)
  return module === undefined ? [] : analyseScript(module).map(({ rule }) => rule.replace('script/', ''))
}

/** Code that is told, and code beside it that is not. */
const TOLD: readonly [rule: string, wrong: string, right: string][] = [
  ['weak-random', 'const token = Math.random()', 'const delay = Math.random()'],
  ['weak-random', 'exports.createNonce = function () { return Math.random() }', 'exports.pick = () => Math.random()'],
  ['weak-random', 'send({ sessionId: String(Math.random()) })', 'send({ sessionId: next(), weight: Math.random() })'],
  ['certificate-not-checked', 'get({ rejectUnauthorized: false })', 'get({ rejectUnauthorized: !insecure })'],
  ['certificate-not-checked', 'options.strictSSL = false', 'options.strictSSL = true'],
  [
    'certificate-not-checked',
    'connect({ checkServerIdentity: () => undefined })',
    'connect({ checkServerIdentity: compare })',
  ],
  ['incomplete-escaping', "a.replace('<', '&lt;')", "a.replaceAll('<', '&lt;')"],
  ['incomplete-escaping', "a.replace(/'/, '&#39;')", "a.replace('-', ' ')"],
  ['incomplete-escaping', "a.replace('../', '')", "while (a.includes('../')) a = a.replace('../', '')"],
  ['incomplete-host-check', "if (url.includes('example.com')) go()", "if (hosts.includes('example.com')) go()"],
  ['incomplete-host-check', "origin.endsWith('example.com')", "origin.endsWith('.example.com')"],
  ['incomplete-host-check', '/example.com$/.test(url)', '/^https:\\/\\/example\\.com\\//.test(url)'],
  ['timing-unsafe-comparison', 'if (signature === given) go()', 'if (signature.length === given.length) go()'],
  ['readable-cookie', "res.cookie('session', id)", "res.cookie('theme', dark)"],
  ['unencrypted-cookie', 'f({ httpOnly: true, secure: false })', 'f({ verbose: true, secure: false })'],
  ['stack-trace-sent', 'res.send(err.stack)', 'console.log(err.stack)'],
  [
    'crash-by-request',
    'http.createServer((req, res) => { decodeURI(req.url) })',
    'http.createServer((req, res) => { try { decodeURI(req.url) } catch { res.end() } })',
  ],
]

describe('what shows in a script without following data', () => {
  it.each(TOLD)('%s: %s, and not: %s', (rule, wrong, right) => {
    expect(rulesTold(wrong)).toContain(rule)
    expect(rulesTold(right)).toEqual([])
  })

  it('says nothing of tests and examples', () => {
    for (const file of ['test/a.js', 'src/a.test.ts', 'examples/b.js']) {
      expect(rulesTold('const token = Math.random()', file)).toEqual([])
    }
  })

  it('does not fall over what is broken or nested deeply', () => {
    for (const text of ['class A { x = (', `${'f(() => { '.repeat(1000)}`, `${'a.replace("<", '.repeat(500)}`]) {
      expect(rulesTold(text)).toBeDefined()
    }
  })
})
