import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkoutTrace, requests } from '../integrations/traced-shop.ts'
import { elasticsearchApi } from '../stand-ins/elasticsearch-api.ts'
import { jaegerApi } from '../stand-ins/jaeger-api.ts'
import { lokiApi } from '../stand-ins/loki-api.ts'
import type { StandInServer } from '../stand-ins/serve-stand-in.ts'
import { tempoApi } from '../stand-ins/tempo-api.ts'
import { workplace } from './run-watchfloor.ts'

const MINUTE = 60_000

describe('the command line over Loki, Elasticsearch, Jaeger and Tempo (stand-ins)', () => {
  const { folder, watchfloor } = workplace()
  const now = Date.now()
  const onset = now - 10 * MINUTE
  let servers: StandInServer[] = []
  let flags: string[] = []
  beforeAll(async () => {
    const labels = { namespace: 'shop', app: 'payments' }
    const line = (at: number, text: string) => ({ at: BigInt(at) * 1_000_000n, line: text, labels })
    const minutes = Array.from({ length: 60 }, (_, place) => now - (60 - place) * MINUTE)
    const refusals = Array.from({ length: 30 }, (_, place) => onset + place * 10_000)
    const spans = [
      ...requests(50, now - 60 * MINUTE, onset, checkoutTrace),
      ...requests(20, onset, now, (number, at) => checkoutTrace(number, at, 500, 'no connection'), 500),
    ]
    servers = await Promise.all([
      lokiApi([
        ...minutes.map((at, place) => line(at, `INFO charged order ${place}`)),
        ...refusals.map((at) => line(at, 'ERROR FATAL: remaining connection slots are reserved')),
      ]),
      elasticsearchApi([
        {
          _index: 'logs-shop',
          _id: '1',
          _source: { '@timestamp': new Date(onset).toISOString(), message: 'hello', namespace: 'shop', app: 'catalog' },
        },
      ]),
      jaegerApi([]),
      tempoApi(spans),
    ])
    flags = ['loki', 'elasticsearch', 'jaeger', 'tempo'].flatMap((name, place) => [
      `--${name}`,
      servers[place]?.url ?? '',
    ])
  })
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()))
  })

  it('investigates the last minutes over all of them', async () => {
    const { out, err, status } = await watchfloor(
      ...['investigate', '--since', '30m', '--namespace', 'shop', ...flags, '--json', '--quiet'],
    )
    expect(err).toBe('')
    expect(status).toBe(0)
    const { hypotheses } = JSON.parse(out) as { hypotheses: { component: string }[] }
    expect(hypotheses[0]?.component).toBe('payments')
  })

  it('collects a bundle with a file of each that has something', async () => {
    const bundle = join(folder, 'bundle')
    const { status } = await watchfloor('collect', '--out', bundle, '--since', '30m', '--namespace', 'shop', ...flags)
    expect(status).toBe(0)
    expect(readdirSync(join(bundle, 'logs')).sort()).toEqual(['elasticsearch.jsonl', 'loki.jsonl'])
    expect(readdirSync(join(bundle, 'traces'))).toEqual(['tempo.jsonl'])
    expect(existsSync(join(bundle, '.collection.txt'))).toBe(true)
  })

  it('refuses an address that is none, and says which sources there are where none is named', async () => {
    const { err, status } = await watchfloor('collect', '--out', join(folder, 'other'), '--loki', 'loki')
    expect(status).toBe(2)
    expect(err).toContain('--loki')
    const none = await watchfloor('collect', '--out', join(folder, 'other'))
    expect(none.status).toBe(2)
    expect(none.err).toContain('--tempo')
  })
})
