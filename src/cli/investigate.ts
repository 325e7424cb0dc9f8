import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { investigateIncident } from '../app/investigate-incident.ts'
import { openPlatform } from '../app/open-platform.ts'
import { checkModel } from '../app/open-reasoner.ts'
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
import { tellQueued } from './action-outcome.ts'
import { investigationInput, investigationOptions, readOptions } from './investigation-options.ts'
import { collectLive, liveOptions, placeForEvidence } from './live-sources.ts'
import { print } from './print.ts'
import { showProgress } from './show-progress.ts'
import { terminalOptions } from './terminal-options.ts'

const optionsSchema = investigationOptions.extend({
  ...liveOptions.shape,
  out: z.string().min(1).optional(),
  detach: z.boolean().default(false),
})

/** `watchfloor investigate PATH`, or over the live sources where no path is given. The report goes to standard output, progress to standard error. Status 0 when the investigation ended. */
export async function investigate(given: string | undefined, flags: Record<string, unknown>): Promise<number> {
  const options = readOptions(optionsSchema, flags)
  const path = given ?? (await collectLive(options, placeForEvidence()))
  if (options.detach) return queue(path, options)
  if (options.out !== undefined) await makeFolder(options.out)
  const cancel = new AbortController()
  const onInterrupt = () => cancel.abort()
  process.once('SIGINT', onInterrupt)
  try {
    const analysis = await investigateIncident({
      ...investigationInput(path, options),
      signal: cancel.signal,
      onForgetful: (why) => process.stderr.write(`${why.message} The run is not kept. ${why.hint}\n`),
      onProblem: (what) => process.stderr.write(`${what}\n`),
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

async function queue(path: string, options: z.infer<typeof optionsSchema>): Promise<number> {
  if (options.out !== undefined)
    throw new WatchfloorFault('usage', '--out and --detach: a worker writes no files.', {
      hint: '`watchfloor runs show RUN` gives the report when it is done.',
    })
  await checkModel(options.model)
  const platform = await openPlatform()
  try {
    const input = investigationInput(path, options)
    const { id } = await platform.engine.start(platform.investigate, input, {
      title: input.address.path,
      queue: 'default',
    })
    return tellQueued(id, { json: options.json, out: process.stdout })
  } finally {
    await platform.close()
  }
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
