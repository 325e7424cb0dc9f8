import { runCommand } from '../../safety/command/run-command.ts'
import { GIT } from './git.ts'

const TIMEOUT = 10_000

/**
 * The folders of other users that the person at work, or the machine, has declared safe: git takes that from nowhere else (git-config,
 * safe.directory), and continuous integration in a container depends on it. Nothing else of those files is read. Never throws.
 */
export async function trustedFolders(
  signal: AbortSignal,
  { HOME = '', XDG_CONFIG_HOME = '' }: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string[]> {
  const environment = { ...(HOME !== '' && { HOME }), ...(XDG_CONFIG_HOME !== '' && { XDG_CONFIG_HOME }) }
  const folders: string[] = []
  for (const scope of ['--system', '--global']) {
    const outcome = await runCommand(['--no-pager', 'config', scope, '--null', '--get-all', 'safe.directory'], {
      allowed: GIT,
      cwd: '/',
      environment,
      timeoutMilliseconds: TIMEOUT,
      signal,
    })
    if (outcome.status === 'ended' && outcome.exit === 0) folders.push(...outcome.out.split('\0').slice(0, -1))
  }
  return folders
}
