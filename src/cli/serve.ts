import { once } from 'node:events'
import { z } from 'zod'
import { version } from '../app/version.ts'
import { startServer } from '../server/start-server.ts'
import { readFlags } from './investigation-options.ts'
import { readPeriod } from './read-period.ts'
import { openReporting, reportingOptions } from './reporting.ts'

const optionsSchema = reportingOptions.extend({
  port: z.coerce.number('must be a number').int().min(0).max(65_535).default(8420),
  host: z.string().min(1).default('127.0.0.1'),
  model: z.string().min(1).default('none'),
  maxDollars: z.coerce.number('must be a number').positive('must be above 0').optional(),
  dollarsPerHour: z.coerce.number('must be a number').positive('must be above 0').optional(),
  runsPerHour: z.coerce.number('must be a number').int().min(1).max(10_000).default(20),
  daily: z.string().optional(),
  retention: z.string().optional(),
})

/** `watchfloor serve`: until SIGTERM or SIGINT; what is under way then is gone on with at the next start. */
export async function serve(given: Record<string, unknown>): Promise<number> {
  const { port, host, model, maxDollars, dollarsPerHour, runsPerHour, daily, retention, ...how } = readFlags(
    optionsSchema,
    given,
  )
  const reporting = openReporting(how)
  const stopped = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopped.abort())
  try {
    const started = await startServer({
      port,
      host,
      model,
      maxDollars,
      runsAnHour: runsPerHour,
      dollarsAnHour: dollarsPerHour,
      ...(daily !== undefined && { daily }),
      ...(retention !== undefined && { retention: readPeriod('--retention', retention) }),
      version: version(),
      onProblem: reporting.problem,
      follow: reporting.follow,
      ...(reporting.logs && { onAnswered: reporting.logs.answered }),
    })
    const { url } = started
    process.stdout.write(`${url}\n`)
    if (!how.quiet)
      reporting.say(
        `Alerts: POST ${url}/webhooks/alertmanager. API: ${url}/openapi.json. Ends with SIGTERM.`,
        'listening',
        { url },
      )
    if (!stopped.signal.aborted) await once(stopped.signal, 'abort')
    await started.stop()
    if (!how.quiet) reporting.logs?.say('stopped')
    return 0
  } catch (thrown) {
    return reporting.fault(thrown)
  }
}
