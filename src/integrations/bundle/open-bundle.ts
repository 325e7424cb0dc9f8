import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import type { Problem } from '../../core/analysis.ts'
import type { EvidenceKind } from '../../core/evidence.ts'
import { messageOf, WatchfloorFault } from '../../core/fault.ts'
import type { EvidenceFile, Source, SourceAddress } from '../../core/source.ts'
import { parseAlerts } from '../../formats/alerts.ts'
import { parseChanges } from '../../formats/changes.ts'
import { parseCost } from '../../formats/cost.ts'
import { type LogFileFacts, parseLogLine } from '../../formats/log-line.ts'
import { parseMetricMatrix } from '../../formats/metric-matrix.ts'
import { parseMetricTable } from '../../formats/metric-table.ts'
import { parseOtlpSpans } from '../../formats/otlp-spans.ts'
import { parseTopology } from '../../formats/topology.ts'
import { holdStreamed, holdWhole } from './hold-citations.ts'
import { takeInventory } from './inventory.ts'
import { readLines, sampleLines } from './lines.ts'
import { type Manifest, parseManifest } from './manifest.ts'
import { sampleClocks } from './sample-clocks.ts'
import { type SettledClock, settleClocks } from './settle-clocks.ts'
import { watchOrder } from './watch-order.ts'

/** A whole-file format larger than this is not read: JSON cannot be parsed in parts. */
const LARGEST_WHOLE_FILE = 400 * 1024 * 1024
/** Citations of larger files are checked while streaming, on the first 64 KiB of each line. */
const LARGEST_SEARCHED_WHOLE = 64 * 1024 * 1024
/** File names that say how a file was made, not whose it is. */
const NO_SERVICE =
  /^(?:logs?|all|app|application|combined|errors?|recent|output|console|stdout|stderr|syslog|messages|events?|loki|elasticsearch|\d+)$/i

/** Opens a bundle, any folder, or a single file as a source of evidence. Throws `not-found` or `unreadable` for the path itself. */
export async function openBundle(address: SourceAddress): Promise<Source> {
  const path = resolve(address.path)
  const info = await stat(path).catch((cause: unknown) => {
    throw new WatchfloorFault('not-found', `${address.path} cannot be opened: ${messageOf(cause)}`, { cause })
  })
  const root = info.isDirectory() ? path : dirname(path)
  const manifest = info.isDirectory() ? await readManifest(root) : parseManifest('', 'incident.yaml', basename(path))
  const inventory = await takeInventory(
    root,
    info.isDirectory() ? manifest.sources : { [await kindOfFile(path)]: [basename(path)] },
    address.trustSources,
  )
  const files = info.isDirectory() ? inventory.files : inventory.files.filter((file) => file.source === basename(path))
  const own = info.isDirectory()
    ? inventory.problems
    : inventory.problems.filter((problem) => problem.source === basename(path))
  const start = manifest.incident.startedAt ?? manifest.incident.endedAt
  const samples = await sampleClocks(
    root,
    files.filter(({ kind }) => kind === 'logs'),
    start,
  )
  const clocks = settleClocks(samples, start)
  return bundleSource({ root, manifest, files, problems: [...manifest.problems, ...own], clocks })
}

async function kindOfFile(path: string): Promise<EvidenceKind> {
  const { files } = await takeInventory(dirname(path), {}, false)
  return files.find((file) => file.source === basename(path))?.kind ?? 'logs'
}

async function readManifest(root: string): Promise<Manifest> {
  for (const name of ['incident.yaml', 'incident.yml']) {
    const text = await readFile(join(root, name), 'utf8').catch(() => undefined)
    if (text !== undefined) return parseManifest(text, name, basename(root))
  }
  return parseManifest('', 'incident.yaml', basename(root))
}

interface OpenedBundle {
  root: string
  manifest: Manifest
  files: readonly EvidenceFile[]
  problems: Problem[]
  clocks: readonly SettledClock[]
}

function bundleSource({ root, manifest, files, problems, clocks }: OpenedBundle): Source {
  const of = (kind: EvidenceKind) => files.filter((file) => file.kind === kind)
  const note = (code: string, source: string, message: string, hint: string) => {
    if (!problems.some((known) => known.code === code && known.source === source))
      problems.push({ code, source, message, hint })
  }
  const logBytes = of('logs').reduce((sum, { bytes }) => sum + bytes, 0)

  async function readWhole<T>(file: EvidenceFile, read: (text: string) => T): Promise<T | undefined> {
    if (file.bytes > LARGEST_WHOLE_FILE) {
      note(
        'too-large',
        file.source,
        `${file.source} has ${Math.round(file.bytes / 1e6)} MB; files of this kind are read whole, up to ${Math.round(LARGEST_WHOLE_FILE / 1e6)} MB.`,
        'Export a shorter stretch of time, or several files.',
      )
      return undefined
    }
    try {
      return read(await readFile(join(root, file.source), 'utf8'))
    } catch (thrown) {
      note(
        'not-parsed',
        file.source,
        `${file.source} cannot be read as ${file.kind}: ${messageOf(thrown).split('\n')[0]}`,
        'It may be half-written or of another format; export it again.',
      )
      return undefined
    }
  }

  function noteSkipped(file: EvidenceFile, skipped: number, what: string): void {
    if (skipped > 0)
      note(
        'partly-read',
        file.source,
        `${file.source}: ${skipped} ${what} could not be read and are left out.`,
        'Check that the export is complete.',
      )
  }

  async function readAll<T>(kind: EvidenceKind, parse: (text: string, source: string) => T[]): Promise<T[]> {
    const parts = await Promise.all(of(kind).map((file) => readWhole(file, (text) => parse(text, file.source))))
    return parts.flatMap((part) => part ?? [])
  }

  return {
    incident: manifest.incident,
    files,
    clocks: clockNotes(clocks),
    problems,
    async *logs(signal, atMost) {
      for (const file of of('logs')) {
        const service = serviceOfFile(file.source)
        const shift = clocks.find(({ source }) => source === file.source)?.shift ?? 0
        const facts: LogFileFacts = { source: file.source, ...(service && { service }), ...yearOf(manifest), shift }
        const order = watchOrder()
        let cut = 0
        try {
          const path = join(root, file.source)
          const share = atMost === undefined ? atMost : (atMost * file.bytes) / logBytes
          for await (const batch of share !== undefined && share < file.bytes
            ? sampleLines(path, file.bytes, share, signal)
            : readLines(path, signal)) {
            for (const { number, text, cut: wasCut } of batch) {
              if (wasCut) cut++
              const record = parseLogLine(text, number, facts)
              if (!record) continue
              order.see(record)
              yield record
            }
          }
        } catch (thrown) {
          signal?.throwIfAborted()
          note(
            'unreadable',
            file.source,
            `${file.source} could not be read to its end: ${messageOf(thrown)}`,
            'Check the file and its permissions.',
          )
        }
        const jump = order.firstJump()
        if (jump) note('clock-jump', file.source, `${file.source}: ${jump.text}`, jump.hint)
        if (cut > 0)
          note(
            'long-line',
            file.source,
            `${file.source}: ${cut === 1 ? 'one line is' : `${cut} lines are`} longer than 64 KiB and cut.`,
            'Nothing to do unless the cause stands past that.',
          )
      }
    },
    async *metrics() {
      for (const file of of('metrics')) {
        const parsed = await readWhole(file, (text) =>
          /^\s*[[{]/.test(text) ? parseMetricMatrix(text, file.source) : parseMetricTable(text, file.source),
        )
        noteSkipped(file, parsed?.skipped ?? 0, 'rows or series')
        if (parsed && parsed.series.length === 0)
          note(
            'no-data',
            file.source,
            `${file.source} holds no series.`,
            'Export a range query (resultType matrix) or CSV with a timestamp column.',
          )
        yield* parsed?.series ?? []
      }
    },
    async *traces(signal) {
      for (const file of of('traces')) {
        let skipped = 0
        let broken = 0
        for await (const { text, number } of wholeLines(join(root, file.source), signal)) {
          try {
            const parsed = parseOtlpSpans(text, number, file.source)
            skipped += parsed.skipped
            yield* parsed.spans
          } catch {
            broken++
          }
        }
        noteSkipped(file, broken, 'lines')
        noteSkipped(file, skipped, 'spans')
      }
    },
    changes: () => readAll('changes', parseChanges),
    alerts: () => readAll('alerts', parseAlerts),
    cost: () => readAll('cost', parseCost),
    async topology() {
      const parts = await Promise.all(
        of('topology').map((file) => readWhole(file, (text) => ({ file, ...parseTopology(text) }))),
      )
      return parts.flatMap((part) => {
        if (part) noteSkipped(part.file, part.skipped, 'edges')
        return part?.edges ?? []
      })
    },
    async *documents(kind) {
      for (const file of of(kind)) {
        const text = await readWhole(file, (content) => content)
        if (text !== undefined) yield { source: file.source, text }
      }
    },
    async holds(source, citations) {
      const file = files.find((candidate) => candidate.source === source)
      if (!file) return citations.map(() => false)
      return file.bytes <= LARGEST_SEARCHED_WHOLE
        ? holdWhole(await readFile(join(root, source), 'utf8'), citations)
        : holdStreamed(join(root, source), citations)
    },
  }
}

/** Files that say the same are named once. */
function clockNotes(clocks: readonly SettledClock[]): { source: string; note: string }[] {
  const groups = Map.groupBy(
    clocks.filter(({ note }) => note !== undefined),
    ({ note }) => note ?? '',
  )
  return [...groups].map(([note, [first, ...others]]) => ({
    source: `${first?.source}${others.length > 0 ? ` and ${others.length} more` : ''}`,
    note,
  }))
}

function yearOf({ incident }: Manifest): { yearOf?: number } {
  const at = incident.startedAt ?? incident.endedAt
  return at === undefined ? {} : { yearOf: at }
}

/** payments-6d5f8c9b7d-x2x8p.log and payments.log are both of payments. */
function serviceOfFile(source: string): string | undefined {
  const parts = source.split('/')
  const name = basename(source).slice(0, -extname(source).length || undefined)
  const candidate = NO_SERVICE.test(name) ? parts.at(-2) : name
  return candidate && !NO_SERVICE.test(candidate) ? candidate.replace(/-[a-z0-9]{6,10}-[a-z0-9]{5}$/, '') : undefined
}

/** Lines of any length, for formats that put one document on a line. */
async function* wholeLines(path: string, signal?: AbortSignal): AsyncGenerator<{ text: string; number: number }> {
  const { createReadStream } = await import('node:fs')
  const { createInterface } = await import('node:readline')
  const lines = createInterface({
    input: createReadStream(path, { encoding: 'utf8', ...(signal && { signal }) }),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  let number = 0
  for await (const text of lines) {
    number++
    if (text.trim() !== '') yield { text, number }
  }
}
