import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { z } from 'zod'
import { refusal } from '../../core/notifier.ts'
import { readAnswer } from '../web/read-answer.ts'
import { type GitHubOptions, githubAsker, repositoryPath, send } from './github-api.ts'
import { unlessWithheld, type Withheld } from './withhold.ts'

export interface SarifUpload {
  /** `owner/name` */
  repository: string
  /** The commit that was analysed. */
  sha: string
  /** In full: `refs/heads/main`, `refs/pull/7/head`. */
  ref: string
  /** SARIF 2.1.0. */
  sarif: string
}

/** Compressed; https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const MOST_BYTES = 10_000_000
const REF = /^refs\/(?:heads\/.+|tags\/.+|pull\/\d+\/(?:head|merge))$/
const receiptSchema = z.looseObject({ id: z.string() })
const compress = promisify(gzip)

/**
 * Gives what was found to GitHub's code scanning, which tells new alerts from old ones by itself. Withheld where the repository has no code scanning.
 * Rejects with a fault `refused` for what is too large or names no ref in full.
 */
export async function uploadSarif(
  { repository, sha, ref, sarif }: SarifUpload,
  options: GitHubOptions,
  signal: AbortSignal,
): Promise<{ kind: 'taken'; id: string } | Withheld> {
  const path = `${repositoryPath(repository)}/code-scanning/sarifs`
  if (!REF.test(ref)) throw refusal(`"${ref}" is no ref in full, such as refs/heads/main.`)
  const packed = await compress(sarif)
  if (packed.byteLength > MOST_BYTES)
    throw refusal(`The SARIF is larger than GitHub takes (${MOST_BYTES} bytes packed).`)
  return unlessWithheld(options, async () => {
    const body = { commit_sha: sha, ref, sarif: packed.toString('base64') }
    const receipt = await send(githubAsker(options)(signal), 'POST', path, body)
    return { kind: 'taken', id: readAnswer('GitHub', receiptSchema, receipt).id }
  })
}
