import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { baselineFile } from '../app/baseline-file.ts'
import { reviewCode } from '../app/review-code.ts'
import { noticeOf, writeBaseline } from '../app/review-results.ts'
import { version } from '../app/version.ts'
import { agentNameSchema } from '../core/agent.ts'
import { messageOf, WatchfloorFault } from '../core/fault.ts'
import { type CodeReview, fails, isByModel, REVIEW_SEVERITIES, type ReviewOrigin } from '../core/review.ts'
import { renderJson, renderReview, renderReviewMarkdown, renderSarif } from '../report/index.ts'
import { readFlags } from './investigation-options.ts'
import { print } from './print.ts'
import { showProgress } from './show-progress.ts'
import { terminalOptions } from './terminal-options.ts'

const reviewers = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .pipe(z.array(agentNameSchema).min(1))

const pullRequestName = z
  .string()
  .regex(/^[\w.-]+\/[\w.-]+#[1-9]\d*$/, 'must be OWNER/REPO#NUMBER')
  .transform((name) => {
    const [repository = '', number = ''] = name.split('#')
    return { repository, number: Number(number) }
  })

const optionsSchema = z.object({
  path: z.string().min(1).optional(),
  base: z.string().min(1).optional(),
  head: z.string().min(1).optional(),
  diff: z.string().min(1).optional(),
  pr: pullRequestName.optional(),
  agents: reviewers.default([]),
  model: z.string().min(1).default('none'),
  maxTokens: z.coerce.number('must be a number').int().positive('must be above 0').default(200_000),
  maxDollars: z.coerce.number('must be a number').positive('must be above 0').optional(),
  cap: z.coerce.number().int().min(0).max(1_000).default(10),
  all: z.boolean().default(false),
  json: z.boolean().default(false),
  sarif: z.union([z.boolean(), z.string().min(1)]).default(false),
  notice: z.string().min(1).optional(),
  pullRequest: pullRequestName.optional(),
  requestChanges: z.boolean().default(false),
  failOn: z.enum([...REVIEW_SEVERITIES, 'none']).default('critical'),
  markdown: z.boolean().default(false),
  coverage: z.string().min(1).optional(),
  runProjectTools: z.boolean().default(false),
  writeBaseline: z.boolean().default(false),
  quiet: z.boolean().default(false),
})
type Options = z.infer<typeof optionsSchema>

/** Exit status where findings stand that fail the change. */
const FAILED = 1

/** `watchfloor review`. The review goes to standard output, progress to standard error. Status 0, or 1 where findings stand that fail the change (critical ones, where nothing else is said) or a reviewer did not come to its end. */
export async function review(flags: Record<string, unknown>): Promise<number> {
  const options = readFlags(optionsSchema, flags)
  const origin = await originOf(options)
  if (options.notice !== undefined && !tellsOfCommit(origin, options)) throw tellsOfNothing()
  const cancel = new AbortController()
  const onInterrupt = () => cancel.abort()
  process.once('SIGINT', onInterrupt)
  try {
    const baseline = options.writeBaseline ? await baselineFile(origin, cancel.signal) : undefined
    const done = await reviewCode({
      origin,
      only: options.agents,
      model: options.model,
      budget: {
        tokens: options.maxTokens,
        ...(options.maxDollars !== undefined && { dollars: options.maxDollars }),
      },
      cap: options.all ? Number.MAX_SAFE_INTEGER : options.cap,
      runsProjectTools: options.runProjectTools,
      ...(options.coverage !== undefined && { coverage: options.coverage }),
      signal: cancel.signal,
      onForgetful: (why) => process.stderr.write(`${why.message} The run is not kept. ${why.hint}\n`),
      onProblem: (what) => process.stderr.write(`${what}\n`),
      ...(!options.quiet && { onEvent: showProgress(process.stderr) }),
    })
    await print(render(done, options))
    if (typeof options.sarif === 'string') await writeTo(options.sarif, renderSarif(done, version()))
    if (options.notice !== undefined) await writeTo(options.notice, noticeText(done, options))
    if (baseline !== undefined) await keepBaseline(done, baseline)
    return isFailed(done, options.failOn) ? FAILED : 0
  } finally {
    process.off('SIGINT', onInterrupt)
  }
}

function render(done: CodeReview, { json, sarif, markdown }: Options): string {
  if (sarif === true) return renderSarif(done, version())
  if (json) return renderJson(done)
  return markdown ? renderReviewMarkdown(done) : renderReview(done, terminalOptions())
}

/** What no reviewer came to the end of is not passed: a change could be written so that one breaks down on it. */
function isFailed({ findings, reviewers }: CodeReview, failOn: Options['failOn']): boolean {
  if (failOn === 'none') return false
  if (reviewers.some(({ status }) => status !== 'completed')) return true
  return findings.some((finding) => fails(finding.severity, failOn) && !isByModel(finding))
}

/** What `watchfloor review publish` tells on the pull request, also from another machine. */
function noticeText(done: CodeReview, options: Options): string {
  const pull = options.pullRequest ?? options.pr
  const headSha = done.head.commit
  if (pull === undefined || headSha === undefined) throw tellsOfNothing()
  return `${JSON.stringify(noticeOf(done, { ...pull, headSha, requestChanges: options.requestChanges }))}\n`
}

/** Whether there can be a commit, and a pull request that it is of: known before the work. */
function tellsOfCommit(origin: ReviewOrigin, { pullRequest, pr, head }: Options): boolean {
  if ((pullRequest ?? pr) === undefined) return false
  return origin.kind === 'pull-request' || (origin.kind === 'git' && head !== undefined)
}

function tellsOfNothing(): WatchfloorFault {
  return new WatchfloorFault('usage', '--notice tells of a commit of a pull request.', {
    hint: 'Name both: `--head REF --pull-request OWNER/REPO#N`, or `--pr OWNER/REPO#N`.',
  })
}

async function writeTo(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch (cause) {
    throw cannotWrite(file, cause)
  }
}

function cannotWrite(file: string, cause: unknown): WatchfloorFault {
  return new WatchfloorFault('write-failed', `${file} cannot be written: ${messageOf(cause)}`, { cause })
}

/** What is to be reviewed, by what was given; two folders are a change as two refs are. */
async function originOf(options: Options): Promise<ReviewOrigin> {
  const { path, pr, base, head, diff } = options
  const wrong = (message: string) =>
    new WatchfloorFault('usage', message, { hint: 'Run `watchfloor review --help` for what goes together.' })
  if ([path, pr, base ?? head].filter((one) => one !== undefined).length > 1)
    throw wrong('--path, --pr and --base with --head exclude each other.')
  if (diff !== undefined && (base === undefined || head === undefined))
    throw wrong('--diff goes with two folders: --base DIR --head DIR --diff FILE.')
  if (pr !== undefined) return { kind: 'pull-request', ...pr }
  if (path !== undefined) return { kind: 'tree', path }
  if (
    base !== undefined &&
    head !== undefined &&
    (diff !== undefined || ((await isFolder(base)) && (await isFolder(head))))
  )
    return { kind: 'folders', base, head, ...(diff !== undefined && { diff }) }
  return { kind: 'git', repository: '.', ...(base !== undefined && { base }), ...(head !== undefined && { head }) }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

async function keepBaseline({ findings }: CodeReview, file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    const before = await readFile(file, 'utf8').catch(() => undefined)
    await writeFile(file, writeBaseline(findings, before))
  } catch (cause) {
    throw cannotWrite(file, cause)
  }
  process.stderr.write(`${findings.length} findings were added to the baseline: ${file}\n`)
}
