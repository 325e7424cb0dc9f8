import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type CollectionOrder, collectEvidence } from '../../src/app/collect-evidence.ts'
import { investigateIncident } from '../../src/app/investigate-incident.ts'
import { maskGiven } from '../../src/app/keep-evidence.ts'
import { liveSources } from '../../src/app/live-sources.ts'
import type { KeptAlert } from '../../src/core/intake.ts'
import type { LiveSource } from '../../src/core/live-source.ts'
import { HOUR, NEVER, NOON } from '../integrations/collect-once.ts'
import { checkoutTrace, requests } from '../integrations/traced-shop.ts'
import { elasticsearchApi, type StoredDocument } from '../stand-ins/elasticsearch-api.ts'
import { jaegerApi } from '../stand-ins/jaeger-api.ts'
import { type LokiRecord, lokiApi } from '../stand-ins/loki-api.ts'
import type { StandInServer, Trouble } from '../stand-ins/serve-stand-in.ts'
import { tempoApi } from '../stand-ins/tempo-api.ts'

/** Since noon payments has no connections left in its pool; checkout, which calls it, fails with it. */
const REFUSAL = 'FATAL: remaining connection slots are reserved for superusers'
const ORDER: CollectionOrder = {
  id: 'inc_1',
  title: 'Checkout fails',
  from: NOON - HOUR,
  to: NOON + HOUR / 2,
  startedAt: NOON,
  namespace: 'shop',
  services: ['checkout'],
  alerts: [],
}
const times = (count: number, from: number, to: number) =>
  Array.from({ length: count }, (_, place) => from + Math.floor(((to - from) * place) / count))

function lokiRecords(): LokiRecord[] {
  const record = (app: string, at: number, line: string) => ({
    at: BigInt(at) * 1_000_000n,
    line,
    labels: { namespace: 'shop', app, pod: `${app}-6d5f8c9b7d-x2x8p` },
  })
  return [
    ...times(200, ORDER.from, ORDER.to).map((at, place) => record('catalog', at, `INFO listed ${place} articles`)),
    ...times(150, ORDER.from, ORDER.to).map((at, place) => record('payments', at, `INFO charged order ${place}`)),
    ...times(60, NOON, ORDER.to).map((at) => record('payments', at, `ERROR cannot get a connection: ${REFUSAL}`)),
    record('payments', NOON + 1_000, 'WARN reconnecting with password=hunter2-Zx81 as jane.doe@example.com'),
  ]
}

function storedDocuments(): StoredDocument[] {
  const stored = (at: number, message: string, level: string, place: number): StoredDocument => ({
    _index: 'logs-shop-default',
    _id: `${level}-${place}`,
    _source: {
      '@timestamp': new Date(at).toISOString(),
      message,
      log: { level },
      service: { name: 'checkout' },
      kubernetes: { namespace: 'shop' },
    },
  })
  return [
    ...times(150, ORDER.from, ORDER.to).map((at, place) => stored(at, `order ${place} accepted`, 'info', place)),
    ...times(40, NOON + 5_000, ORDER.to).map((at, place) =>
      stored(at, 'POST http://payments/charge failed with status 500', 'error', place),
    ),
    stored(NOON + 2_000, 'sent header authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl', 'info', 999),
  ]
}

function spans() {
  return [
    ...requests(60, ORDER.from, NOON, checkoutTrace),
    ...requests(40, NOON, ORDER.to, (number, at) => checkoutTrace(number, at, 400, REFUSAL), 1_000),
  ]
}

describe('evidence collected from Loki, Elasticsearch, Jaeger and Tempo (stand-ins)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-collecting-'))
  const environment = { ...process.env, WATCHFLOOR_HOME: join(folder, 'state') }
  const open: StandInServer[] = []
  afterAll(async () => {
    await Promise.all(open.map((server) => server.close()))
    rmSync(folder, { recursive: true, force: true })
  })

  async function collect(name: string, troubles: Partial<Record<string, Trouble>> = {}) {
    const trouble = (of: string) => ({ troubleWith: () => troubles[of] })
    const [loki, elasticsearch, jaeger, tempo] = await Promise.all([
      lokiApi(lokiRecords(), trouble('loki')),
      elasticsearchApi(storedDocuments(), trouble('elasticsearch')),
      jaegerApi(spans(), trouble('jaeger')),
      tempoApi(spans(), trouble('tempo')),
    ])
    open.push(loki, elasticsearch, jaeger, tempo)
    const sources = liveSources({
      WATCHFLOOR_LOKI_URL: loki.url,
      WATCHFLOOR_ELASTICSEARCH_URL: elasticsearch.url,
      WATCHFLOOR_JAEGER_URL: jaeger.url,
      WATCHFLOOR_TEMPO_URL: tempo.url,
    })
    const bundle = join(folder, name)
    return { bundle, address: await collectEvidence(ORDER, sources, bundle, NEVER) }
  }

  let whole: Awaited<ReturnType<typeof collect>>
  beforeAll(async () => {
    whole = await collect('whole')
  })

  it('names the service where it began, with citations of lines of the collected files', async () => {
    const { hypotheses, problems, verdict } = await investigateIncident({ address: whole.address, environment })
    expect(verdict).toBe('root-cause')
    expect(hypotheses[0]?.component).toBe('payments')
    expect(problems).toEqual([])
    const cited = hypotheses[0]?.evidence ?? []
    const files = new Set(cited.map(({ source }) => source))
    expect(files).toContain('logs/loki.jsonl')
    expect([...files].some((file) => file.startsWith('traces/'))).toBe(true)
    for (const { source, line, quote } of cited)
      expect(readFileSync(join(whole.bundle, source), 'utf8').split('\n')[(line ?? 0) - 1]).toContain(quote)
  })

  it('has no secret and no personal data of the logs in the bundle, and each line is still JSON', () => {
    const texts = ['logs/loki.jsonl', 'logs/elasticsearch.jsonl'].map((file) =>
      readFileSync(join(whole.bundle, file), 'utf8'),
    )
    for (const secret of ['hunter2-Zx81', 'jane.doe@example.com', 'eyJhbGciOiJIUzI1NiJ9'])
      expect(texts.join()).not.toContain(secret)
    expect(texts.join()).toMatch(/reconnecting with password=‹password-\d+›/)
    for (const line of texts.flatMap((text) => text.trim().split('\n'))) expect(() => JSON.parse(line)).not.toThrow()
    expect(existsSync(join(whole.bundle, '.collection.txt'))).toBe(false)
  })

  it('goes on without those that fail, and says in words what is missing', async () => {
    const { bundle, address } = await collect('partly', { loki: 401, elasticsearch: 500, tempo: 'no-json' })
    const missing = readFileSync(join(bundle, '.collection.txt'), 'utf8')
    expect(missing).toContain('Loki: 401')
    expect(missing).toContain('Elasticsearch: 500')
    expect(missing).toContain('Tempo: ')
    const { hypotheses } = await investigateIncident({ address, environment })
    expect(hypotheses[0]?.component).toBe('payments')
    expect(hypotheses[0]?.evidence.every(({ source }) => source === 'traces/jaeger.jsonl')).toBe(true)
  })
})

describe('evidence with words in it that announce a secret and give none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-announcing-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const title = 'Logins fail, users are asked again for their password:'
  const pods = JSON.stringify({ items: [{ args: ['--password=', '--port=5432'], restarts: 3 }], at: 17e17 })
  const startsAt = NOON
  const source: LiveSource = {
    name: 'made up',
    collect: async () => ({
      files: [
        ['kubernetes/pods.json', pods],
        ['logs/app.jsonl', `{"message":"asked for password="}\n{"message":"done","n":12345678901234567890}\n`],
        ['logs/app.log', 'asked for password=hunter2\n'],
      ],
      problems: [],
    }),
  }
  const alert: KeptAlert = {
    id: 'a1',
    source: 'alertmanager',
    fingerprint: 'f',
    status: 'firing',
    name: title,
    labels: { alertname: title, service: 'checkout', password: 'hunter2' },
    annotations: { summary: title, description: 'told jane.doe@example.com' },
    startsAt,
    receivedAt: startsAt,
  }

  it('is written so that every file can be read, and is masked all the same', async () => {
    const bundle = join(folder, 'bundle')
    const sources = { ...liveSources({}), sources: [source] }
    await collectEvidence({ ...ORDER, title, alerts: [alert] }, sources, bundle, NEVER)
    const read = (file: string) => readFileSync(join(bundle, file), 'utf8')
    expect(parse(read('incident.yaml'))).toMatchObject({ title, namespace: 'shop', services: ['checkout'] })
    expect(JSON.parse(read('alerts/alerts.json'))).toMatchObject([
      {
        labels: { alertname: title, service: 'checkout', password: '‹password-1›' },
        annotations: { summary: title, description: 'told ‹email-1›' },
        startsAt: new Date(startsAt).toISOString(),
      },
    ])
    expect(read('kubernetes/pods.json')).toBe(pods)
    expect(read('logs/app.jsonl')).toContain('"n":12345678901234567890}\n')
    for (const line of read('logs/app.jsonl').trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow()
    expect(read('logs/app.log')).not.toContain('hunter2')
  })

  it('is kept readable where it is handed over', async () => {
    const text = `{"message":"asked for password="}\nplain words of jane.doe@example.com\n{"token":"ab12cd34ef56"}\n`
    const { evidence } = await maskGiven({ title, services: [], evidence: [{ path: 'logs/app.jsonl', text }] })
    expect(evidence[0]?.text).toBe(
      `{"message":"asked for password="}\nplain words of ‹email-1›\n{"token":"‹token-1›"}\n`,
    )
  })
})
