import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { investigateIncident } from '../app/investigate-incident.ts'
import { specialistNames } from '../app/specialist-names.ts'
import type { Analysis } from '../core/analysis.ts'
import { messageOf, WatchfloorFault } from '../core/fault.ts'
import {
  renderHtml,
  renderJson,
  renderMarkdown,
  renderPostMortem,
  renderStakeholderUpdate,
  renderTerminal,
} from '../report/index.ts'
import { showProgress } from './show-progress.ts'
import { terminalOptions } from './terminal-options.ts'

const optionsSchema = z.object({
  json: z.boolean().default(false),
  out: z.string().min(1).optional(),
  only: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    ),
  repo: z.array(z.string()).default([]),
  sequential: z.boolean().default(false),
  severity: z.enum(['most-severe', 'majority']),
  timeout: z.coerce
    .number('must be a number of seconds')
    .positive('must be above 0')
    .max(86_400, 'must be a day at most'),
  trustSources: z.boolean().default(false),
  unmasked: z.boolean().default(false),
  quiet: z.boolean().default(false),
})

/** `watchfloor investigate PATH`. The report goes to standard output, progress to standard error. Status 0 when the investigation ended. */
export async function investigate(path: string, given: Record<string, unknown>): Promise<number> {
  const options = readOptions(given)
  if (options.out !== undefined) await makeFolder(options.out)
  const cancel = new AbortController()
  const onInterrupt = () => cancel.abort()
  process.once('SIGINT', onInterrupt)
  try {
    const analysis = await investigateIncident({
      address: { path, trustSources: options.trustSources, repositories: options.repo },
      only: options.only,
      sequential: options.sequential,
      severityRule: options.severity,
      specialistTimeoutMilliseconds: options.timeout * 1000,
      unmasked: options.unmasked,
      signal: cancel.signal,
      onForgetful: (why) => process.stderr.write(`${why.message} The run is not kept. ${why.hint}\n`),
      ...(!options.quiet && { onEvent: showProgress(process.stderr) }),
    })
    const written = options.out === undefined ? [] : await writeReports(analysis, options.out)
    await print(
      options.json ? renderJson(analysis) : renderTerminal(analysis, { ...terminalOptions(), reportPaths: written }),
    )
    return 0
  } finally {
    process.off('SIGINT', onInterrupt)
  }
}

function readOptions(given: Record<string, unknown>): z.infer<typeof optionsSchema> {
  const options = optionsSchema.safeParse(given)
  if (!options.success) {
    const issue = options.error.issues[0]
    throw new WatchfloorFault('usage', `--${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not usable'}`)
  }
  const known = new Set(specialistNames().flatMap(({ name, reads }) => [name, name.replace(/-analyst$/, ''), reads]))
  const stranger = options.data.only.find((word) => !known.has(word))
  if (stranger !== undefined)
    throw new WatchfloorFault('usage', `--only: no specialist is named "${stranger}".`, {
      hint: `Known: ${specialistNames()
        .map(({ name }) => name.replace(/-analyst$/, ''))
        .join(', ')}.`,
    })
  return options.data
}

const REPORTS: readonly [file: string, render: (analysis: Analysis) => string][] = [
  ['report.html', renderHtml],
  ['report.md', renderMarkdown],
  ['report.json', renderJson],
  ['stakeholder-update.txt', renderStakeholderUpdate],
  ['post-mortem.md', renderPostMortem],
]

/** Before the work, so that nobody waits for a report that cannot be written. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (cause) {
    throw cannotWrite(folder, cause)
  }
}

function cannotWrite(folder: string, cause: unknown): WatchfloorFault {
  return new WatchfloorFault('write-failed', `The report cannot be written to ${folder}: ${messageOf(cause)}`, {
    cause,
  })
}

async function writeReports(analysis: Analysis, folder: string): Promise<string[]> {
  try {
    return await Promise.all(
      REPORTS.map(async ([file, render]) => {
        const path = join(folder, file)
        await writeFile(path, render(analysis))
        return path
      }),
    )
  } catch (cause) {
    throw cannotWrite(folder, cause)
  }
}

/** Waits until everything is out, so that a pipe gets the whole object. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (fault) =>
      fault && (fault as NodeJS.ErrnoException).code !== 'EPIPE' ? reject(fault) : resolve(),
    )
  })
}
