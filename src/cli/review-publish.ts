import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { publishNotice } from '../app/publish-notice.ts'
import { messageOf, WatchfloorFault } from '../core/fault.ts'
import { REVIEW_SEVERITIES } from '../core/review.ts'
import { visibleText } from '../report/text/visible-text.ts'
import { readFlags } from './investigation-options.ts'

const optionsSchema = z.object({
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'must be OWNER/REPO'),
  head: z
    .string('must be given: the commit that the notice is about')
    .regex(/^[0-9a-f]{40,64}$/, 'must be the full id of a commit'),
  status: z.boolean().default(false),
  failOn: z.enum([...REVIEW_SEVERITIES, 'none']).default('critical'),
  codeScanning: z.string().min(1).optional(),
  json: z.boolean().default(false),
})

/** `watchfloor review publish FILE`. Status 0 where it is told, or where nothing may be written with the token there is, which is said. */
export async function publishReviewNotice(
  file: string,
  flags: Record<string, unknown>,
  out: NodeJS.WritableStream,
): Promise<number> {
  const options = readFlags(optionsSchema, flags)
  const text = await read(file)
  const published = await publishNotice(
    text,
    {
      repository: options.repository,
      headSha: options.head,
      ...(options.status && { failOn: options.failOn }),
      ...(options.codeScanning !== undefined && { sarif: await read(options.codeScanning) }),
    },
    new AbortController().signal,
  )
  if (options.json) out.write(`${JSON.stringify(published, null, 2)}\n`)
  else out.write(`${wordsOf(published)}\n`)
  return 0
}

function wordsOf({ review, status, sarif }: Awaited<ReturnType<typeof publishNotice>>): string {
  const lines = [
    review.kind === 'told'
      ? `${review.how}: ${review.inline} beside lines, ${review.apart} in the summary, ${review.mended} mended, ${review.dismissed} dismissed.${review.url === undefined ? '' : ` ${review.url}`}`
      : `Not told: ${JSON.stringify(review)}`,
    ...(status === undefined
      ? []
      : [status.kind === 'set' ? `Status: ${status.state}.` : `No status: ${JSON.stringify(status)}`]),
    ...(sarif === undefined
      ? []
      : [sarif.kind === 'taken' ? 'Code scanning has it.' : `Not in code scanning: ${JSON.stringify(sarif)}`]),
  ]
  return lines.map((line) => visibleText(line)).join('\n')
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new WatchfloorFault('unreadable', `${file} cannot be read: ${messageOf(cause)}`, { cause })
  }
}
