import { once } from 'node:events'
import { openPlatform } from '../app/open-platform.ts'
import type { QueueLimits } from '../core/engine.ts'
import { WatchfloorFault } from '../core/fault.ts'
import { readFlags } from './investigation-options.ts'
import { openReporting, type Reporting, reportingOptions } from './reporting.ts'

const PERIODS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `watchfloor worker`: works until SIGTERM or SIGINT, then lets its runs go, for others to go on with. */
export async function worker(options: {
  queue: readonly string[]
  concurrency: string
  rate?: string
  quiet?: boolean
  logFormat?: string
}): Promise<number> {
  const limits = limitsOf(options)
  const reporting = openReporting(readFlags(reportingOptions, { quiet: options.quiet, logFormat: options.logFormat }))
  try {
    return await workOn(options.queue, limits, reporting)
  } catch (thrown) {
    return reporting.fault(thrown)
  }
}

async function workOn(queues: readonly string[], limits: QueueLimits, reporting: Reporting): Promise<number> {
  const platform = await openPlatform({ onProblem: reporting.problem })
  const stopped = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopped.abort())
  const unfollow = reporting.follow(platform.engine)
  try {
    const working = platform.engine.work(Object.fromEntries(queues.map((queue) => [queue, limits])))
    reporting.say(`Takes runs from ${queues.join(', ')}; ends with SIGTERM.`, 'taking runs', { queues })
    if (!stopped.signal.aborted) await once(stopped.signal, 'abort')
    await working.stop()
    return 0
  } finally {
    await unfollow()
    await platform.close()
  }
}

function limitsOf({ concurrency, rate }: { concurrency: string; rate?: string }): QueueLimits {
  if (!/^[1-9]\d{0,4}$/.test(concurrency))
    throw new WatchfloorFault('usage', '--concurrency must be a whole number above 0.')
  if (rate === undefined) return { concurrency: Number(concurrency) }
  const [, limit, count, unit = ''] = /^(\d{1,6})\/(\d{1,6})([smhd])$/.exec(rate) ?? []
  const period = Number(count) * (PERIODS[unit] ?? 0)
  if (!period) throw new WatchfloorFault('usage', `--rate: "${rate}" is no rate.`, { hint: 'Such as 10/1h or 3/30m.' })
  return { concurrency: Number(concurrency), rate: { limit: Number(limit), periodMilliseconds: period } }
}
