import { maskSecrets } from '../../safety/mask.ts'
import { type GitHubOptions, githubAsker, repositoryPath, send } from './github-api.ts'
import { unlessWithheld, type Withheld } from './withhold.ts'

export interface ReviewStatus {
  /** `owner/name` */
  repository: string
  sha: string
  /** `error`: the review came to no end, which says nothing of the code. */
  state: 'pending' | 'success' | 'failure' | 'error'
  /** On one line; cut to what GitHub takes. */
  description: string
  /** Where more of it is told. */
  url?: string
}

/** What a rule for a branch asks for by name. */
const CONTEXT = 'watchfloor/review'
const LONGEST = 140
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu

/** Says of a commit how far its review is, or how it ended. To say the same again changes nothing. */
export async function setStatus(
  { repository, sha, state, description, url }: ReviewStatus,
  options: GitHubOptions,
  signal: AbortSignal,
): Promise<{ kind: 'set' } | Withheld> {
  const path = `${repositoryPath(repository)}/statuses/${encodeURIComponent(sha)}`
  return unlessWithheld(options, async () => {
    await send(githubAsker(options)(signal), 'POST', path, {
      state,
      context: CONTEXT,
      description: oneLine(description),
      ...(url !== undefined && { target_url: url }),
    })
    return { kind: 'set' }
  })
}

function oneLine(text: string): string {
  const characters = [...maskSecrets(text).replace(UNSEEN, ' ').trim()]
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : characters.join('')
}
