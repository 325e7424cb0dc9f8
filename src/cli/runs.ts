import { eventsOf, findRun, inspectRun } from '../app/inspect-runs.ts'
import { openRuns, type Runs } from '../app/open-runs.ts'
import { type Engine, RUN_STATUSES, type RunRecord, type RunStatus } from '../core/engine.ts'
import { WatchfloorFault } from '../core/fault.ts'
import { formatUtc } from '../report/text/utc-time.ts'
import { visibleText } from '../report/text/visible-text.ts'
import { listenForWaits } from './listen-for-waits.ts'
import type { Output } from './output.ts'
import { readPeriod } from './read-period.ts'
import { lineOf, showProgress } from './show-progress.ts'
import { formatDuration, writeTable } from './write-table.ts'

const MOST_RESUMED = 1_000

/** Loaded only where there is a result: the renderings of a report are most of what there is to load. */
async function tellResult(result: unknown, out: NodeJS.WritableStream): Promise<void> {
  const { writeResult } = await import('./write-result.ts')
  writeResult(result, out)
}

/** With every crew known, so that runs can be gone on with. */
async function withPlatform<T>(use: (runs: Runs) => Promise<T>): Promise<T> {
  const { openPlatform } = await import('../app/open-platform.ts')
  const platform = await openPlatform()
  try {
    return await use(platform)
  } finally {
    await platform.close()
  }
}

async function withRuns<T>(use: (runs: Runs) => Promise<T>): Promise<T> {
  const runs = await openRuns()
  try {
    return await use(runs)
  } finally {
    await runs.engine.close()
  }
}

/** `watchfloor runs list`: newest first. */
export function listRuns(
  filter: { status?: string; workflow?: string; limit: string; children?: boolean },
  { json, out }: Output,
): Promise<number> {
  const { status } = filter
  const limit = Number(filter.limit)
  if (status !== undefined && !(RUN_STATUSES as readonly string[]).includes(status))
    throw new WatchfloorFault('usage', `--status: no run is ever "${status}".`, {
      hint: `Known: ${RUN_STATUSES.join(', ')}.`,
    })
  if (!Number.isInteger(limit) || limit < 1)
    throw new WatchfloorFault('usage', '--limit must be a whole number above 0.')
  return withRuns(async ({ engine }) => {
    const runs = await engine.list({
      limit,
      ...(status !== undefined && { status: status as RunStatus }),
      ...(filter.workflow !== undefined && { workflow: filter.workflow }),
      ...(filter.children && { children: true }),
    })
    if (json) out.write(`${JSON.stringify(runs)}\n`)
    else if (runs.length === 0) out.write('No run is kept here. `watchfloor investigate PATH` makes one.\n')
    else writeTable(['RUN', 'STATUS', 'WORKFLOW', 'BEGUN', 'TOOK', 'ABOUT'], runs.map(rowOf), out)
    return 0
  })
}

function rowOf(run: RunRecord): string[] {
  return [
    run.id,
    statusOf(run),
    run.workflow,
    formatUtc(new Date(run.createdAt).toISOString()),
    run.endedAt === undefined || run.startedAt === undefined ? '' : formatDuration(run.endedAt - run.startedAt),
    run.title ?? '',
  ]
}

/** A run that nobody is at work on any more is said to be so: it wants to be resumed. */
function statusOf({ status, attended }: RunRecord): string {
  return status === 'running' && !attended ? 'interrupted' : status
}

/** `watchfloor runs show`: where it stands, what it did, and what came of it. */
export function showRun(name: string, options: { unmasked: boolean }, { json, out }: Output): Promise<number> {
  return withRuns(async ({ engine }) => {
    const run = await inspectRun(engine, name, options.unmasked)
    if (json) {
      out.write(`${JSON.stringify(run)}\n`)
      return 0
    }
    const facts: [string, string][] = [
      ['run', run.id],
      ['about', run.title ?? ''],
      ['workflow', `${run.workflow}, version ${run.version}`],
      ['status', statusOf(run)],
      ['begun', formatUtc(new Date(run.createdAt).toISOString())],
    ]
    if (run.endedAt !== undefined) facts.push(['ended', formatUtc(new Date(run.endedAt).toISOString())])
    if (run.fault) facts.push(['fault', `${run.fault.code}: ${run.fault.message} ${run.fault.hint}`])
    if (statusOf(run) === 'interrupted' || run.status === 'halted')
      facts.push(['next', `watchfloor runs resume ${run.id}`])
    for (const [title, text] of facts) out.write(`${title.padEnd(10)}${visibleText(text)}\n`)
    const rows = [
      ...run.steps.map(({ name: step, outcome, milliseconds }) => [step, outcome, formatDuration(milliseconds)]),
      ...run.children.map((child) => [child.id.slice(run.id.length + 1), statusOf(child), rowOf(child)[4] ?? '']),
    ]
    if (rows.length > 0) {
      out.write('\n')
      writeTable(['STEP OR CHILD', 'STATUS', 'TOOK'], rows, out)
    }
    await tellResult(run.result, out)
    return 0
  })
}

/** `watchfloor runs resume`: goes on with one run, or with all that were interrupted. */
export function resumeRuns(
  name: string | undefined,
  options: { all: boolean; quiet: boolean },
  { json, out }: Output,
): Promise<number> {
  if ((name === undefined) === !options.all)
    throw new WatchfloorFault('usage', 'Name one run, or give --all.', { hint: 'See `watchfloor runs list`.' })
  return withPlatform(async ({ engine, store }) => {
    if (!options.quiet) engine.subscribe(showProgress(process.stderr))
    const { untilEndOrWait } = listenForWaits(engine)
    const ids = name === undefined ? await interrupted(engine) : [(await findRun(engine, name)).id]
    const handles = await Promise.all(ids.map((id) => engine.resume(id)))
    if (handles.length === 0) process.stderr.write('No run was interrupted.\n')
    for (const { id, run } of await store.approvals.list({ status: 'pending' }))
      if (handles.some((handle) => run === handle.id || run.startsWith(`${handle.id}/`)))
        process.stderr.write(
          `Waits for a person: watchfloor approve ${id}   (or: watchfloor reject ${id} --reason …)\n`,
        )
    const results = await Promise.allSettled(
      handles.map((handle) => (name === undefined ? untilEndOrWait(handle) : handle.result())),
    )
    for (const { id } of handles) {
      const run = await inspectRun(engine, id, false)
      if (json) out.write(`${JSON.stringify(run)}\n`)
      else await tellResult(run.result, out)
    }
    const failed = results.find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
    return 0
  })
}

/** Those that could go on now: what waits for a person is not among them. */
async function interrupted(engine: Engine): Promise<string[]> {
  const running = await engine.list({ status: 'running', limit: MOST_RESUMED })
  const halted = await engine.list({ status: 'halted', limit: MOST_RESUMED })
  return [...running, ...halted].filter(({ attended }) => !attended).map(({ id }) => id)
}

/** `watchfloor runs cancel`. */
export function cancelRun(name: string, { json, out }: Output): Promise<number> {
  return withRuns(async ({ engine }) => {
    const run = await findRun(engine, name)
    const cancelled = await engine.cancel(run.id)
    if (json) out.write(`${JSON.stringify({ id: run.id, cancelled })}\n`)
    else out.write(cancelled ? `${run.id} is being cancelled.\n` : `${run.id} had ended already (${run.status}).\n`)
    return 0
  })
}

/** `watchfloor runs replay`: tells again what happened, from the stored events, and what came of it. */
export function replayRun(name: string, options: { unmasked: boolean }, { json, out }: Output): Promise<number> {
  return withRuns(async ({ engine }) => {
    const run = await findRun(engine, name)
    const events = await eventsOf(engine, run, options.unmasked)
    const begun = events[0]?.event.at ?? 0
    for (const { number, event } of events) {
      if (json) out.write(`${JSON.stringify({ number, ...event })}\n`)
      else {
        const line = lineOf(event)
        if (line !== undefined)
          out.write(`${`+${formatDuration(event.at - begun)}`.padStart(10)}  ${visibleText(line, 200)}\n`)
      }
    }
    if (!json) await tellResult((await inspectRun(engine, run.id, options.unmasked)).result, out)
    return 0
  })
}

/** `watchfloor runs prune`: deletes what ended longer ago than given. */
export function pruneRuns(options: { olderThan: string }, { json, out }: Output): Promise<number> {
  const period = readPeriod('--older-than', options.olderThan, 0)
  return withRuns(async ({ engine }) => {
    const deleted = await engine.prune(Date.now() - period)
    if (json) out.write(`${JSON.stringify({ deleted })}\n`)
    else
      out.write(
        `${deleted} ${deleted === 1 ? 'run' : 'runs'} deleted that had ended more than ${options.olderThan} ago.\n`,
      )
    return 0
  })
}
