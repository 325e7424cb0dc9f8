import { isSafeName } from '../../safety/shell-quote.ts'
import { git } from './git.ts'

/** What a commit changed, as a patch; undefined where the checkout does not have it. Nothing of the repository runs. */
export async function showCommit(repository: string, commit: string, signal: AbortSignal): Promise<string | undefined> {
  if (!isSafeName('commit', commit)) return undefined
  const shown = await git(
    ['show', '--no-ext-diff', '--no-textconv', '--format=%H %cI%n%s%n', '--stat', '--patch', commit],
    { repository, signal },
  )
  return shown.status === 'ended' && shown.exit === 0 ? shown.out : undefined
}
