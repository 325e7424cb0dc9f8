import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openBundle } from '../../../src/integrations/bundle/open-bundle.ts'

const folders: string[] = []

function bundle(files: Record<string, string | Buffer>): string {
  const root = mkdtempSync(join(tmpdir(), 'watchfloor-bundle-'))
  folders.push(root)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const open = (path: string, trustSources = false) => openBundle({ path, trustSources, repositories: [] })

describe('a bundle', () => {
  it('is read by its folders', async () => {
    const source = await open(
      bundle({
        'incident.yaml': 'id: i-1\nstartedAt: 2024-03-09T07:00:00Z\n',
        'logs/pay.log': '2024-03-09T07:00:01Z ERROR no\n',
        'changes/c.json': '[{"service":"pay","kind":"deploy"}]',
      }),
    )
    expect(source.incident).toMatchObject({ id: 'i-1', startedAt: Date.UTC(2024, 2, 9, 7) })
    expect(await Array.fromAsync(source.logs())).toMatchObject([{ service: 'pay', level: 'error' }])
    expect(await source.changes()).toMatchObject([{ service: 'pay', kind: 'deploy' }])
    expect(source.problems).toEqual([])
  })

  it('may name files elsewhere by their whole path where its sources are trusted, and nowhere else', async () => {
    const elsewhere = bundle({ 'roll-back.md': '# Roll back\n' })
    const named = bundle({
      'incident.yaml': `id: i-1\nsources: { runbooks: ["${elsewhere}/**/*.md", "runbooks/**"] }\n`,
      'runbooks/own.md': '# Own\n',
    })
    const textsOf = async (trust: boolean) =>
      (await Array.fromAsync((await open(named, trust)).documents('runbooks'))).map(({ text }) => text)
    expect((await textsOf(true)).sort()).toEqual(['# Own\n', '# Roll back\n'])
    expect(await textsOf(false)).toEqual(['# Own\n'])
  })

  it('may be any folder: what a file is, is read from its content', async () => {
    const source = await open(
      bundle({
        'a.json': '{"data":{"resultType":"matrix","result":[]}}',
        'b.json': '{"edges":[["a","b"]]}',
        'pods.txt': 'NAME   READY   STATUS\npay    0/1     Pending\n',
        'notes.md': '# What to do',
        'x.log': '12:00:01 up',
      }),
    )
    expect(Object.fromEntries(source.files.map(({ source: file, kind }) => [file, kind]))).toEqual({
      'a.json': 'metrics',
      'b.json': 'topology',
      'pods.txt': 'kubernetes',
      'notes.md': 'runbooks',
      'x.log': 'logs',
    })
  })

  it('may be one file', async () => {
    const root = bundle({ 'pay.log': '2024-03-09T07:00:01Z ERROR no\n', 'other.log': 'x\n' })
    const source = await open(join(root, 'pay.log'))
    expect(source.files.map(({ source: file }) => file)).toEqual(['pay.log'])
  })

  it('may be empty', async () => {
    const source = await open(bundle({}))
    expect(source.files).toEqual([])
  })

  it('that is not there is a fault with a hint', async () => {
    await expect(open('/no/such/folder')).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a hostile or broken bundle', () => {
  it('does not lead out of itself, by link or by sources', async () => {
    const outside = bundle({ 'secret.log': 'secret\n' })
    const root = bundle({
      'incident.yaml': `sources:\n  logs: ["../${outside.split('/').at(-1)}/secret.log", "/etc/hosts", "https://example.com/x"]\n`,
    })
    mkdirSync(join(root, 'metrics'))
    symlinkSync(join(outside, 'secret.log'), join(root, 'metrics', 'm.json'))
    const source = await open(root)
    expect(source.files).toEqual([])
    expect(source.problems.map(({ code }) => code)).toEqual([
      'outside-bundle',
      'outside-bundle',
      'outside-bundle',
      'outside-bundle',
    ])
  })

  it('follows a link that stays inside', async () => {
    const root = bundle({ 'logs/a.log': 'x\n' })
    symlinkSync(join(root, 'logs/a.log'), join(root, 'logs/b.log'))
    expect((await open(root)).files.map(({ source }) => source)).toEqual(['logs/a.log', 'logs/b.log'])
  })

  it('names each broken part and reads the rest', async () => {
    const root = bundle({
      'incident.yaml': 'title: all down\nservices: [unclosed',
      'metrics/half.json': '{"data":{"result":[{"metric":{"__name__":"up"},"val',
      'metrics/good.csv': 'timestamp,up\n1700000000,1\n',
      'changes/c.json': 'not json',
      'topology/t.json': '{"nodes":[]}',
      'alerts/a.json': '',
      'traces/t.jsonl': '{"resourceSpans":[]}\n{"resourceSp\n',
      'logs/binary.log': Buffer.from([0, 1, 2, 3, 255]),
      'logs/good.log': 'fine\n',
    })
    const source = await open(root)
    await Array.fromAsync(source.traces())
    expect(await Array.fromAsync(source.metrics())).toHaveLength(1)
    expect(await Array.fromAsync(source.logs())).toHaveLength(1)
    expect([await source.changes(), await source.topology(), await source.alerts()]).toEqual([[], [], []])
    const named = source.problems.map(({ code, source: file }) => `${code} ${file}`).sort()
    expect(named).toEqual([
      'binary logs/binary.log',
      'empty alerts/a.json',
      'not-parsed changes/c.json',
      'not-parsed metrics/half.json',
      'not-parsed topology/t.json',
      'not-yaml incident.yaml',
      'partly-read traces/t.jsonl',
    ])
    for (const { hint } of source.problems) expect(hint).not.toBe('')
  })

  it('leaves out only the keys of incident.yaml that are broken', async () => {
    const source = await open(
      bundle({ 'incident.yaml': 'title: all down\nstartedAt: soon\nendedAt: 2024-03-09T07:00:00Z\nservices: 7\n' }),
    )
    expect(source.incident).toMatchObject({ title: 'all down', endedAt: Date.UTC(2024, 2, 9, 7), services: [] })
    expect(source.problems).toHaveLength(2)
  })

  it('survives a YAML bomb', async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
      .split('')
      .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(',')}]`)
      .join('\n')}\ntitle: boom\n`
    const source = await open(bundle({ 'incident.yaml': bomb, 'logs/a.log': 'x\n' }))
    expect(source.problems).toMatchObject([{ code: 'not-yaml' }])
    expect(source.files).toHaveLength(1)
  })

  it('reads a line of many megabytes without holding on to it, and says that it was cut', async () => {
    const source = await open(bundle({ 'logs/a.log': `${'x'.repeat(8_000_000)}\nlast\n` }))
    const records = await Array.fromAsync(source.logs())
    expect(records.map(({ line, raw }) => [line, raw.length])).toEqual([
      [1, 65_536],
      [2, 4],
    ])
    expect(source.problems).toMatchObject([{ code: 'long-line' }])
  })

  // Root may read everything, so there is nothing to see.
  const asUser = process.getuid?.() !== 0
  if (asUser)
    it('names a file that may not be read', async () => {
      const root = bundle({ 'logs/a.log': 'x\n' })
      chmodSync(join(root, 'logs/a.log'), 0)
      expect((await open(root)).problems).toMatchObject([{ code: 'unreadable' }])
    })
})

describe('citations', () => {
  it('hold only where the quote stands on the line', async () => {
    const source = await open(bundle({ 'logs/a.log': 'first\nsecond thing\n' }))
    const held = await source.holds('logs/a.log', [
      { source: 'logs/a.log', line: 2, quote: 'second' },
      { source: 'logs/a.log', line: 1, quote: 'second' },
      { source: 'logs/a.log', quote: 'thing' },
      { source: 'logs/a.log', line: 2, quote: '' },
      { source: 'logs/a.log', line: 99, quote: 'first' },
    ])
    expect(held).toEqual([true, false, true, false, false])
    expect(await source.holds('../etc/passwd', [{ source: '../etc/passwd', line: 1, quote: 'root' }])).toEqual([false])
  })
})
