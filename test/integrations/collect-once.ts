import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { LogRecord, Span } from '../../src/core/evidence.ts'
import type { CollectedEvidence, EvidenceQuestion } from '../../src/core/live-source.ts'
import { openBundle } from '../../src/integrations/bundle/open-bundle.ts'

/** The fault began at noon; asked about is an hour before it, and half an hour since. */
export const NOON = Date.UTC(2026, 10, 21, 12)
export const HOUR = 3_600_000
export const QUESTION: EvidenceQuestion = {
  from: NOON - HOUR,
  to: NOON + HOUR / 2,
  startedAt: NOON,
  namespace: 'shop',
  services: [],
}
export const NEVER = new AbortController().signal

/** What the reader of bundles reads from the files, each record with whether its citation holds. */
export async function readBack({ files }: Pick<CollectedEvidence, 'files'>) {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-collected-'))
  try {
    for (const [path, text] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    const source = await openBundle({ path: folder, trustSources: false, repositories: [] })
    const logs: LogRecord[] = await Array.fromAsync(source.logs())
    const spans: Span[] = await Array.fromAsync(source.traces())
    const cited = [
      ...logs.map(({ source: file, line, message, raw }) => ({
        source: file,
        line,
        quote: raw.includes(message.slice(0, 100)) ? message.slice(0, 100) : raw.slice(0, 100),
      })),
      ...spans.map((span) => span.cite()),
    ]
    const holds = await Promise.all(cited.map(async (one) => (await source.holds(one.source, [one]))[0]))
    return { logs, spans, problems: source.problems, allHold: holds.every((one) => one === true) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
