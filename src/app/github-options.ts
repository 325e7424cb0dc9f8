import { WatchfloorFault } from '../core/fault.ts'
import type { GitHubOptions } from '../integrations/github/github-api.ts'

/** How GitHub is spoken to; `why` is the variable that asks for it. Throws a fault `usage` without a token. */
export function githubOptions(environment: NodeJS.ProcessEnv, why: string): GitHubOptions {
  const options = readOptions(environment)
  if (!options.token)
    throw new WatchfloorFault('usage', `${why} is set, WATCHFLOOR_GITHUB_TOKEN is not.`, {
      hint: 'Set it to a token that may read the repositories, and for issues may write them.',
    })
  return options
}

/** Milliseconds: a secondary limit of GitHub lasts a minute or so. */
const PATIENCE = 120_000

/** The same for reviews, which wait for limits. Without a token what is public can be read, and nothing is written. */
export function githubReviewOptions(environment: NodeJS.ProcessEnv): GitHubOptions {
  return { ...readOptions(environment), patience: PATIENCE }
}

function readOptions({ WATCHFLOOR_GITHUB_TOKEN: token, WATCHFLOOR_GITHUB_URL: url }: NodeJS.ProcessEnv): GitHubOptions {
  if (url && !/^https?:\/\//.test(url))
    throw new WatchfloorFault('usage', 'WATCHFLOOR_GITHUB_URL must be a URL such as https://github.example.org/api/v3.')
  return { token: token || undefined, url: url || undefined }
}
