import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { givenEvidenceSchema, isEvidencePath } from '../../src/core/given-evidence.ts'
import { createMasker } from '../../src/safety/masker.ts'

interface Node {
  id: string
  name: string
  type: string
  typeVersion: number
  parameters: Record<string, unknown>
  credentials?: Record<string, object>
  onError?: string
}
interface Link {
  node: string
  type: string
  index: number
}

const PATH = 'deploy/n8n/incident-flow.json'
const text = readFileSync(PATH, 'utf8')
const { nodes, connections } = JSON.parse(text) as {
  nodes: Node[]
  connections: Record<string, { main: Link[][] }>
}
const readme = readFileSync('deploy/n8n/README.md', 'utf8')
/** What was seen to work; another version has to be tried first. */
const KNOWN: Record<string, number> = {
  'n8n-nodes-base.webhook': 2.1,
  'n8n-nodes-base.httpRequest': 4.4,
  'n8n-nodes-base.if': 2.3,
  'n8n-nodes-base.respondToWebhook': 1.5,
  'n8n-nodes-base.code': 2,
  'n8n-nodes-base.merge': 3.2,
}
const PARTS = ['logs', 'metrics', 'changes', 'traces', 'cluster']
const named = (name: string) => {
  const node = nodes.find((one) => one.name === name)
  if (!node) throw new Error(`There is no node ${name}.`)
  return node
}
const outputsOf = (name: string) => connections[name]?.main ?? []
const ofType = (type: string) => nodes.filter((node) => node.type === `n8n-nodes-base.${type}`)

function reachedFrom(name: string): Set<string> {
  const seen = new Set<string>()
  const visit = (one: string) => {
    if (seen.has(one)) return
    seen.add(one)
    for (const { node } of outputsOf(one).flat()) visit(node)
  }
  visit(name)
  return seen
}

describe('the incident flow for n8n', () => {
  it.skip('runs in a real n8n, with 2.5 GB to install: npm run check:n8n', () => undefined)

  it('has nodes of the kinds and versions that were seen to work, each with a name and an id of its own', () => {
    for (const { name, type, typeVersion } of nodes) expect([type, typeVersion], name).toEqual([type, KNOWN[type]])
    for (const key of ['name', 'id'] as const)
      expect(new Set(nodes.map((node) => node[key])).size, key).toBe(nodes.length)
  })

  it('connects nodes that there are, all of which an alert can reach', () => {
    for (const name of Object.keys(connections)) named(name)
    for (const { node, type } of Object.values(connections).flatMap(({ main }) => main.flat())) {
      named(node)
      expect(type).toBe('main')
    }
    const [start, ...others] = ofType('webhook')
    expect(others).toEqual([])
    expect([...reachedFrom(start?.name ?? '')].sort()).toEqual(nodes.map(({ name }) => name).sort())
  })

  it('goes on from both sides of every question, and from every error that has an output', () => {
    for (const { name } of [...ofType('if'), ...nodes.filter(({ onError }) => onError === 'continueErrorOutput')])
      expect(
        outputsOf(name).map((links) => links.length > 0),
        name,
      ).toEqual([true, true])
  })

  it('ends every branch of evidence in an input of the merge of its own, whether it was fetched or not', () => {
    const into = PARTS.map((part) => {
      const question = `Is there an address of ${part}?`
      const [yes, no] = outputsOf(question)
      expect(yes?.map(({ node }) => node)).toEqual([`Fetch ${part}`])
      const [fetched] = outputsOf(`Fetch ${part}`)
      expect(fetched).toEqual(no)
      expect(named(`Fetch ${part}`).onError, part).toBe('continueRegularOutput')
      return no?.map(({ node, index }) => `${node} ${index}`)
    })
    expect(into).toEqual(PARTS.map((_, index) => [`All evidence ${index}`]))
  })

  it('feeds as many inputs of each merge as it waits for', () => {
    for (const { name, parameters } of ofType('merge')) {
      const fed = Object.values(connections)
        .flatMap(({ main }) => main.flat())
        .filter(({ node }) => node === name)
        .map(({ index }) => index)
      expect([...new Set(fed)].sort(), name).toEqual(
        Array.from({ length: Number(parameters.numberInputs) }, (_, index) => index),
      )
    }
  })

  it('answers whoever called on every way, and asks who that is', () => {
    expect(ofType('webhook')[0]?.parameters).toMatchObject({
      responseMode: 'responseNode',
      authentication: 'headerAuth',
    })
    for (const question of ['Is it an alert?', 'Is there an analysis?'])
      for (const [way = { node: '' }] of outputsOf(question))
        expect(
          ofType('respondToWebhook').some(({ name }) => reachedFrom(way.node).has(name)),
          `${question} ${way.node}`,
        ).toBe(true)
  })

  it('holds no secret and no address of a site: credentials by name, the rest from the environment', () => {
    expect(createMasker().mask(text)).toBe(text)
    const byName = nodes.flatMap(({ credentials = {} }) => Object.values(credentials))
    expect(byName.length).toBeGreaterThan(4)
    for (const credential of byName) {
      expect(Object.keys(credential).sort()).toEqual(['id', 'name'])
      expect(readme).toContain(`\`${(credential as { name: string }).name}\``)
    }
    for (const { name, parameters } of ofType('httpRequest'))
      expect(parameters.url, name).toMatch(/^=\{\{ \$(?:env|json)\./)
    const sites = [...text.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host)
    expect([...new Set(sites)].sort()).toEqual(['events.pagerduty.com', 'slack.com'])
    for (const [, name] of text.matchAll(/\$env\.(\w+)/g)) expect(readme).toContain(`\`${name}\``)
  })
})

/** A code node, run as n8n does: without `URL` and the like, with what came before it by name. */
function run(name: string, input: object, before: Record<string, object | undefined> = {}, env: object = {}) {
  const first = (json: object | undefined) => ({ isExecuted: json !== undefined, first: () => ({ json }) })
  const result: unknown = runInNewContext(`(() => {${String(named(name).parameters.jsCode)}\n})()`, {
    $input: first(input),
    $: (node: string) => first(before[node]),
    $env: env,
    Buffer,
  })
  return (JSON.parse(JSON.stringify(result)) as { json: Record<string, unknown> }[])[0]?.json ?? {}
}

describe('an alert that n8n reads', () => {
  const read = (body: object) =>
    run('Read the alert', { body }, {}, { WATCHFLOOR_EVIDENCE_HOSTS: 'logs.example.net, 10.0.0.7:9090' }) as {
      wrong: string
      sources: Record<string, { url: string; note: string }>
    }

  it('has its evidence fetched from hosts that were named, and from nowhere else', () => {
    const good = ['https://logs.example.net/q?x=1', 'http://LOGS.example.net:8443', 'http://10.0.0.7:9090/api/v1/query']
    for (const url of good) expect(read({ logs_url: url }).sources.logs, url).toEqual({ url, note: '' })
    const bad = [
      'https://logs.example.net@evil.example/',
      'https://logs.example.net:1@evil.example/',
      'https://evil.example\\@logs.example.net/',
      'https://evil.example#@logs.example.net/',
      'https://logs.example.net.evil.example/',
      'http://10.0.0.7/',
      'http://[::1]:5678/',
      'file:///etc/passwd',
      '//logs.example.net/',
      ' https://logs.example.net/',
      { toString: 'x' },
      7,
    ]
    for (const url of bad) {
      const { url: fetched, note } = read({ logs_url: url }).sources.logs ?? {}
      expect(fetched, JSON.stringify(url)).toBe('')
      expect(note, JSON.stringify(url)).not.toBe('')
    }
    expect(read({}).sources.logs).toEqual({ url: '', note: 'no logs_url was given' })
  })

  it('never has a host fetched that a browser or Node would read otherwise', () => {
    const part = fc.constantFrom(
      'logs.example.net',
      'evil.example',
      '@',
      ':',
      '/',
      '\\',
      '#',
      '?',
      '.',
      '80',
      '[',
      ' ',
      '%2f',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const { url = '' } = read({ logs_url: `https://${parts.join('')}` }).sources.logs ?? {}
        if (url !== '') expect(new URL(url).hostname).toBe('logs.example.net')
      }),
      { numRuns: 500 },
    )
  })

  it('is refused with all that is wrong with it', () => {
    expect(read({ incident_id: 'INC-1', title: 'It fails' }).wrong).toBe('')
    for (const other of [null, 'x', [], { started_at: {}, services: [{}], incident_id: 7 }])
      expect(read(other as object).wrong).toContain('incident_id')
    const { wrong } = read({ incident_id: '../1', started_at: 'yesterday', services: 'cart' })
    for (const name of ['incident_id', 'title', 'started_at', 'services']) expect(wrong).toContain(name)
  })
})

describe('the evidence that n8n puts together', () => {
  const together = (texts: Record<string, object | undefined>) => {
    const alert = run('Read the alert', { body: { incident_id: 'INC-1', title: 'It fails', services: ['cart'] } })
    const before = Object.fromEntries(Object.entries(texts).map(([part, json]) => [`Fetch ${part}`, json]))
    return run('Put the evidence together', {}, { 'Read the alert': alert, ...before }) as {
      request: { evidence: { path: string; text: string }[] }
      notes: string[]
    }
  }

  it('is what Watchfloor takes, with a note for each part that is not there', () => {
    const { request, notes } = together({
      logs: { text: 'one\ntwo\n' },
      metrics: { error: { message: 'refused' } },
      changes: { text: ' \n' },
      cluster: { text: 'NAME READY' },
    })
    expect(givenEvidenceSchema.safeParse(request).error).toBeUndefined()
    expect(request.evidence.map(({ path, text: own }) => [isEvidencePath(path), own])).toEqual([
      [true, 'NAME READY'],
      [true, 'one\ntwo\n'],
    ])
    expect(notes.join('\n')).toMatch(/changes: .*empty\nmetrics: .*refused\ntraces: no traces_url was given/)
  })

  it('fits into one request, however much was fetched: lines are cut at the beginning, documents left out', () => {
    const line = `${JSON.stringify({ message: 'x'.repeat(80), quoted: '"é"' })}\n`
    const lines = line.repeat(20_000)
    const { request, notes } = together({
      logs: { text: `first\n${lines}last\n` },
      traces: { text: lines },
      metrics: { text: `[\n${'1,\n'.repeat(2_000_000)}1]` },
      changes: { text: '[]' },
    })
    expect(Buffer.byteLength(JSON.stringify(request))).toBeLessThan(2 * 1024 * 1024)
    expect(request.evidence.map(({ path }) => path)).toEqual([
      'changes/changes.txt',
      'traces/traces.txt',
      'logs/logs.txt',
    ])
    expect(
      request.evidence[1]?.text
        .split('\n')
        .slice(0, -1)
        .every((one) => `${one}\n` === line),
    ).toBe(true)
    expect(notes.join('\n')).toMatch(/metrics: left out.*\ntraces: the first \d+ lines are left out.*\nlogs: /)
    const alone = together({ logs: { text: `first\n${lines}last\n` } }).request.evidence[0]?.text ?? ''
    for (const own of [alone, request.evidence[2]?.text]) expect(own).toMatch(/\nlast\n$/)
    expect(request.evidence[2]?.text.length).toBeGreaterThan(500_000)
    expect(alone).not.toContain('first')
  })
})
