import { WatchfloorFault } from '../core/fault.ts'
import type { GitHubOptions } from '../integrations/github/github-api.ts'

/** How GitHub is spoken to; `why` is the variable that asks for it. Throws a fault `usage` without a token. */
export function githubOptions(environment: NodeJS.ProcessEnv, why: string): GitHubOptions {
  const { WATCHFLOOR_GITHUB_TOKEN: token, WATCHFLOOR_GITHUB_URL: url } = environment
  if (!token)
    throw new WatchfloorFault('usage', `${why} is set, WATCHFLOOR_GITHUB_TOKEN is not.`, {
      hint: 'Set it to a token that may read the repositories, and for issues may write them.',
    })
  if (url && !/^https?:\/\//.test(url))
    throw new WatchfloorFault('usage', 'WATCHFLOOR_GITHUB_URL must be a URL such as https://github.example.org/api/v3.')
  return { token, url: url || undefined }
}
