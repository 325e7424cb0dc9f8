import { describe, expect, it } from 'vitest'
import { analyseSecrets } from '../../../../src/analysts/code/secrets/analyse-secrets.ts'
import { CLOUD_FORMS } from '../../../../src/analysts/code/secrets/rules/cloud-forms.ts'
import { CODE_HOST_FORMS } from '../../../../src/analysts/code/secrets/rules/code-host-forms.ts'
import { NAMED_CLOUD_FORMS } from '../../../../src/analysts/code/secrets/rules/named-cloud-forms.ts'
import { NAMED_SERVICE_FORMS } from '../../../../src/analysts/code/secrets/rules/named-service-forms.ts'
import { SERVICE_FORMS } from '../../../../src/analysts/code/secrets/rules/service-forms.ts'
import type { CodeFinding, ReviewedFile } from '../../../../src/core/review.ts'
import { generateSample, pick, seededChance } from './generate-sample.ts'
import { LOOK_ALIKES } from './look-alikes.ts'
import { ORDINARY_LINES } from './ordinary-lines.ts'
import { BARE_SYNTAXES, QUOTED_SYNTAXES } from './syntaxes.ts'

const FORMS = [...CLOUD_FORMS, ...CODE_HOST_FORMS, ...SERVICE_FORMS]
const NAMED = [...NAMED_CLOUD_FORMS, ...NAMED_SERVICE_FORMS]
const SYNTAXES = { ...QUOTED_SYNTAXES, ...BARE_SYNTAXES }

function findingsIn(text: string, path = 'src/settings.txt'): CodeFinding[] {
  const file: ReviewedFile = { path, status: 'added', text, changed: 'all' }
  return analyseSecrets([file])
}

/** Share of the texts in which something is found. */
function shareFound(texts: readonly string[]): number {
  return texts.filter((text) => findingsIn(text).length > 0).length / texts.length
}

const chance = seededChance(1)
const made = (source: string) => generateSample(source, chance)
const base64 = (text: string) => btoa(text)

/** Tokens of a form, those that need something before them left out. */
function tokensOf(form: (typeof FORMS)[number], count: number): string[] {
  if (form.before !== undefined && form.before !== '') return []
  return Array.from({ length: count }, () => pick(chance, form.starts) + made(form.rest))
}

describe('tokens with a form of their own', () => {
  it.each(FORMS.filter((form) => tokensOf(form, 1).length > 0))('finds $id ($what)', (form) => {
    const near = form.near?.[0] ?? ''
    const texts = tokensOf(form, 40).map(
      (token) => `${near} ${pick(chance, Object.values(QUOTED_SYNTAXES).slice(0, 30))('it', token)}`,
    )
    expect(shareFound(texts)).toBeGreaterThanOrEqual(0.85)
  })

  it.each([
    ['azure-client-secret', '[a-zA-Z0-9_~.]{3}[0-9]Q~[a-zA-Z0-9_~.]{30}[a-z0-9]{4}'],
    ['azure-devops-token', '[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}'],
    ['azure-resource-key', '[A-Za-z0-9+/]{76}\\+ASt[A-Za-z0-9+/]{6}=='],
    ['terraform-token', '[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{66}[a-z]'],
    ['mailchimp-key', '[a-f0-9]{32}-us[0-9]{2}'],
    ['dropbox-long-token', '[a-z0-9]{11}AAAAAAAAAA[a-z0-9_=-]{42}[a-z]'],
    ['telegram-bot-token', '[0-9]{10}:AA[A-Za-z0-9_-]{32}[a-z]'],
    ['maxmind-key', '[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk'],
    ['facebook-access-token', '[0-9]{15}\\|[A-Za-z0-9_-]{27}'],
  ])('finds %s by what stands before its mark', (id, source) => {
    const found = Array.from({ length: 30 }, () => findingsIn(`it = "${made(source)}"`).map(({ rule }) => rule))
    expect(found.filter((rules) => rules.includes(`secrets/${id}`)).length).toBeGreaterThanOrEqual(27)
  })

  it('names no token in what it says', () => {
    for (const form of FORMS)
      for (const token of tokensOf(form, 3))
        for (const finding of findingsIn(`${form.near?.[0] ?? ''} "${token}"`)) {
          expect(JSON.stringify(finding)).not.toContain(token)
          expect(finding).toMatchObject({ reviewer: 'security', at: { line: 1 } })
          // First the number that rules for settings use too: the same said of one line is one finding.
          expect(finding.cwe[0]).toBe(798)
        }
  })

  it('is silent on the same inside a longer word', () => {
    const texts = FORMS.filter(({ starts }) => starts.every((start) => /^\w{3,}/.test(start))).flatMap((form) =>
      tokensOf(form, 3).map((token) => `import x from "some${token}thing"`),
    )
    expect(shareFound(texts)).toBeLessThan(0.02)
  })

  it('is silent on rows of one character in the place of the token', () => {
    const texts = FORMS.flatMap((form) => tokensOf(form, 1).map((token) => sameLength(form.starts, token)))
    expect(texts.filter((text) => findingsIn(`value = "${text}"`).length > 0)).toEqual([])
  })
})

function sameLength(starts: readonly string[], token: string): string {
  const start = starts.find((one) => token.startsWith(one)) ?? ''
  return start + 'x'.repeat(token.length - start.length)
}

describe('credentials known by the name of the vendor', () => {
  const words = ['token', 'api_key', 'secret', 'access_token', 'client_secret']

  it.each(NAMED)('finds $id ($what) in every syntax', ({ names, value }) => {
    const texts = Object.entries(SYNTAXES).flatMap(([syntax, write]) => {
      const given = made(value)
      if (syntax in BARE_SYNTAXES && !/^[\w.:/+=-]+$/.test(given)) return []
      const base = (names[0] ?? '').replace(/[- ]/g, '_').replace(/_$/, '')
      return [write(/key|token|secret/.test(base) ? base : `${base}_${pick(chance, words)}`, given)]
    })
    expect(shareFound(texts)).toBeGreaterThanOrEqual(0.55)
  })

  it.each(Object.entries(SYNTAXES))('reads %s', (syntax, write) => {
    const texts = NAMED.flatMap(({ names, value }) => {
      const given = made(value)
      if (syntax in BARE_SYNTAXES && !/^[\w.:/+=-]+$/.test(given)) return []
      return [write(`${(names[0] ?? '').replace(/[- ]/g, '_').replace(/_$/, '')}_api_key`, given)]
    })
    expect(shareFound(texts)).toBeGreaterThanOrEqual(0.95)
  })
})

describe('what a name announces', () => {
  const names = ['api_key', 'my_token', 'client_secret', 'db_password', 'access_key', 'auth', 'encryption_key']
  const values = ['[a-z0-9]{20}', '[A-Za-z0-9]{24}', '[A-Za-z0-9]{40}', '[a-f0-9]{32}', '[A-Za-z0-9_-]{24}']

  it.each(Object.entries(SYNTAXES))('finds what looks made by a machine in %s', (_, write) => {
    const texts = names.flatMap((name) => values.map((value) => write(name, made(value))))
    expect(shareFound(texts)).toBeGreaterThanOrEqual(0.85)
  })

  it('finds a password of a person’s making, though not in a test', () => {
    const text = `db_password = "${['Summer', '2024!'].join('')}"`
    expect(findingsIn(text)).toHaveLength(1)
    expect(findingsIn(text, 'test/fixtures/settings.txt')).toEqual([])
  })

  it('is silent in what a machine locked or bundled', () => {
    const text = `"token": "${made('[A-Za-z0-9]{40}')}"`
    expect(findingsIn(text, 'package-lock.json')).toEqual([])
    expect(findingsIn(text, 'assets/app.min.js')).toEqual([])
    expect(findingsIn(text, 'src/app.js')).toHaveLength(1)
  })

  it.each(Object.entries(LOOK_ALIKES))('is silent on %s', (_, texts) => {
    expect(texts.filter((text) => findingsIn(text).length > 0)).toEqual([])
  })

  it('is silent on ordinary lines', () => {
    expect(ORDINARY_LINES.filter((text) => findingsIn(text).length > 0)).toEqual([])
  })
})

const pem = (kind: string, join: string) =>
  [
    `-----BEGIN ${kind}-----`,
    ...Array.from({ length: 6 }, () => made('[A-Za-z0-9+/]{64}')),
    `-----END ${kind}-----`,
  ].join(join)
const jwt = () =>
  [JSON.stringify({ alg: 'HS256', typ: 'JWT' }), JSON.stringify({ sub: made('[a-z]{8}'), iat: 1717228800 })]
    .map((part) => base64(part).replace(/=+$/, ''))
    .concat(made('[A-Za-z0-9_-]{43}'))
    .join('.')
const secret = made('[a-z]{4}[0-9]{3}[A-Z]{4}[a-z]{3}')

describe('credentials that more than one expression knows', () => {
  it.each([
    ['a PEM block', pem('RSA PRIVATE KEY', '\n')],
    ['a PEM block in one line', `key = "${pem('PRIVATE KEY', '\\n')}"`],
    ['a PEM block in pieces', pem('EC PRIVATE KEY', '\\n" +\n  "')],
    ['an armoured key', pem('PGP PRIVATE KEY BLOCK', '\n')],
    ['a key of OpenSSH', `  ${pem('OPENSSH PRIVATE KEY', '\n  ')}`],
    ['a PEM block in base64', `tls.key: ${base64(pem('PRIVATE KEY', '\n'))}`],
    ['a key of PuTTY', `PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 1\n${made('[A-Za-z0-9+/]{44}')}`],
    ['a JSON web token', `const it = "${jwt()}"`],
    ['a JSON web token in base64', `it: ${base64(jwt())}`],
    ['an address', `postgres://service:${secret}@db.internal:5432/orders`],
    ['an address of a queue', `broker = amqps://worker:${secret}@mq.acme.io/vhost`],
    ['a login of curl', `curl -s -u deploy:${secret} https://ci.acme.io/build`],
    ['a login of curl in quotes', `curl -X POST --user "deploy:${secret}" https://ci.acme.io/build`],
    ['a header of curl', `curl https://api.acme.io \\\n  -H "Authorization: Bearer ${made('[A-Za-z0-9]{30}')}"`],
    ['a header of curl with a key', `curl -H 'X-Api-Key: ${made('[a-f0-9]{32}')}' https://api.acme.io`],
    ['a header', `Authorization: Basic ${base64(`deploy:${secret}`)}`],
    ['a bearer', `headers = {"Authorization": "Bearer ${made('[A-Za-z0-9]{32}')}"}`],
    ['a registry', `{"auths":{"registry.acme.io":{"auth":"${base64(`deploy:${secret}`)}"}}}`],
    [
      'a Kubernetes Secret',
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  password: ${base64(secret)}`,
    ],
    ['a Secret with its data first', `apiVersion: v1\ndata:\n  password: ${base64(secret)}\nkind: Secret`],
    ['a Secret in JSON', `{"kind": "Secret",\n "data": {\n "password": "${base64(secret)}" } }`],
    ['a .netrc', `machine api.acme.io login deploy password ${secret}`],
    ['a command', `sshpass -p ${secret} ssh deploy@host`],
    ['a registry login', `docker login -u deploy -p ${secret} registry.acme.io`],
    ['a connection text', `Server=db;Database=orders;User Id=app;Password=${secret}7f;Encrypt=true`],
    [
      'an .npmrc',
      `//registry.acme.io/:_authToken=${made('[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}')}`,
    ],
  ])('finds %s', (_, text) => {
    expect(findingsIn(text).length).toBeGreaterThan(0)
    expect(JSON.stringify(findingsIn(text))).not.toContain(secret)
  })

  it('is silent on the JSON web token that manuals show', () => {
    const body = base64(JSON.stringify({ sub: '1234567890', name: 'John Doe' })).replace(/=+$/, '')
    const head = base64(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).replace(/=+$/, '')
    expect(findingsIn(`example: ${head}.${body}.${made('[A-Za-z0-9_-]{43}')}`)).toEqual([])
  })
})

describe('analyseSecrets', () => {
  const token = `ghp_${made('[A-Za-z0-9]{36}')}`

  it('says the line and the column', () => {
    const found = findingsIn(`one\ntwo\n  t = "${token}"\n`)
    expect(found.map(({ at }) => at)).toEqual([{ file: 'src/settings.txt', line: 3, endLine: 3, column: 8 }])
  })

  it('tells one credential once, by the rule that says most of it', () => {
    expect(findingsIn(`github_token = "${token}"`).map(({ rule }) => rule)).toEqual(['secrets/github-pat'])
  })

  it('reads no file that was removed, and none without a text', () => {
    const files: ReviewedFile[] = [
      { path: 'a.ts', status: 'removed', baseText: token, changed: [] },
      { path: 'b.ts', status: 'modified', changed: 'all' },
      { path: 'c.ts', status: 'modified', text: '', changed: 'all' },
    ]
    expect(analyseSecrets(files)).toEqual([])
  })

  it.each([
    ['words that announce', 'token_key_secret='],
    ['beginnings', 'sk-ant-api03-ghp_AKIAeyJxoxb-'],
    ['one word', 'password'],
    ['quotes that never end', 'key = "a'],
    ['elements that never end', '<password>'],
    ['headers of keys', '-----BEGIN RSA PRIVATE KEY-----'],
    ['addresses', 'a://b:c'],
    ['commands', 'curl -u a:b1 -H "X-Key: '],
    ['Secrets', 'kind: Secret\ndata:\n  a: YWFhYWFhYWE\n'],
    ['brackets', '[({'],
  ])('does not take much more than four times as long for four times as many %s', (_, piece) => {
    const took = (length: number) => {
      const text = piece.repeat(length / piece.length)
      const start = performance.now()
      findingsIn(text)
      return performance.now() - start
    }
    took(20_000)
    const short = Math.max(took(100_000), took(100_000), 50)
    expect(Math.min(took(400_000), took(400_000))).toBeLessThan(10 * short)
  })

  it('comes to an end on 20 MB in one line', () => {
    const line = `${made('[A-Za-z0-9+/=_".:,{}-]{100}')};var a=b.token;c("key",d);`.repeat(150_000)
    expect(findingsIn(`${line}"${token}"`).length).toBeGreaterThan(0)
  })

  it('throws on nothing', () => {
    const signs = [
      ...'"\'`<>=:{}[]()\\/\n\r\t\0$%&-_.,;@# ',
      'key',
      'token',
      'password',
      'eyJ',
      '://',
      'curl ',
      'kind: Secret',
      '-----BEGIN ',
      '\ud800',
    ]
    for (let round = 0; round < 3000; round++)
      expect(() => findingsIn(Array.from({ length: 30 }, () => pick(chance, signs)).join(''))).not.toThrow()
  })
})
