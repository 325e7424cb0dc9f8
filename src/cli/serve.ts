import { once } from 'node:events'
import { z } from 'zod'
import { version } from '../app/version.ts'
import { startServer } from '../server/start-server.ts'
import { readFlags } from './investigation-options.ts'
import { readPeriod } from './read-period.ts'
import { showProgress } from './show-progress.ts'

const optionsSchema = z.object({
  port: z.coerce.number('must be a number').int().min(0).max(65_535).default(8420),
  host: z.string().min(1).default('127.0.0.1'),
  model: z.string().min(1).default('none'),
  maxDollars: z.coerce.number('must be a number').positive('must be above 0').optional(),
  dollarsPerHour: z.coerce.number('must be a number').positive('must be above 0').optional(),
  runsPerHour: z.coerce.number('must be a number').int().min(1).max(10_000).default(20),
  daily: z.string().optional(),
  retention: z.string().optional(),
  quiet: z.boolean().default(false),
})

/** `watchfloor serve`: until SIGTERM or SIGINT; what is under way then is gone on with at the next start. */
export async function serve(given: Record<string, unknown>): Promise<number> {
  const { port, host, model, maxDollars, dollarsPerHour, runsPerHour, daily, retention, quiet } = readFlags(
    optionsSchema,
    given,
  )
  const stopped = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopped.abort())
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
    onProblem: (what) => process.stderr.write(`${what}\n`),
    ...(!quiet && { onEvent: showProgress(process.stderr) }),
  })
  process.stdout.write(`${started.url}\n`)
  if (!quiet)
    process.stderr.write(
      `Alerts: POST ${started.url}/webhooks/alertmanager. API: ${started.url}/openapi.json. Ends with SIGTERM.\n`,
    )
  if (!stopped.signal.aborted) await once(stopped.signal, 'abort')
  await started.stop()
  return 0
}
