import { WatchfloorFault } from '../../core/fault.ts'
import { MOST_OUTPUT } from '../../safety/command/run-command.ts'
import { git, type Setting, safeSettings } from './git.ts'

/** Reads a repository. Paths and contents come as `latin1`, a character a byte, where `bytes` is asked for. */
export interface AskGit {
  folder: string
  signal: AbortSignal
  trusted: readonly string[]
  /** The output without its last line break; undefined where git says no. */
  try(argv: readonly string[]): Promise<string | undefined>
  /** The output as it is; a fault that says what git said where it says no. */
  bytes(argv: readonly string[], input?: string): Promise<string>
}

/**
 * Names are names and no patterns; objects are what they say they are; nothing is fetched, not even what a partial clone left out.
 */
const PLAINLY = { GIT_LITERAL_PATHSPECS: '1', GIT_NO_REPLACE_OBJECTS: '1', GIT_NO_LAZY_FETCH: '1' }

const TIMEOUT = 120_000

/** Faults are `unavailable` (git is missing), `timed-out`, or what `refusal` makes of the words of git. */
export function askGit(folder: string, signal: AbortSignal, trusted: readonly string[] = []): AskGit {
  let settings: Promise<readonly Setting[]> | undefined
  const run = async (argv: readonly string[], encoding: 'utf8' | 'latin1', input?: string) => {
    settings ??= safeSettings({ repository: folder, signal, trusted })
    const outcome = await git(argv, {
      repository: folder,
      signal,
      timeoutMilliseconds: TIMEOUT,
      environment: PLAINLY,
      settings: await settings,
      encoding,
      ...(input !== undefined && { input }),
    })
    if (outcome.status === 'unstarted')
      throw new WatchfloorFault('unavailable', `git cannot be run: ${outcome.reason}`, {
        hint: 'Install git, or review a folder: `--path DIR`.',
      })
    if (outcome.status === 'cut-off')
      throw new WatchfloorFault(
        'timed-out',
        `git ${argv[0]} took longer than ${TIMEOUT / 1000} seconds in ${folder}.`,
        {
          hint: 'Review a smaller change, or run it again when the machine is less busy.',
        },
      )
    return outcome
  }
  return {
    folder,
    signal,
    trusted,
    async try(argv) {
      const { exit, out, err } = await run(argv, 'utf8')
      if (exit === 0) return out.replace(/\n$/, '')
      const known = refusalNamed(folder, err)
      if (known !== undefined) throw known
      return undefined
    },
    async bytes(argv, input) {
      const { exit, out, err } = await run(argv, 'latin1', input)
      if (exit !== 0) throw refusal(folder, argv[0] ?? '', err)
      if (out.length < MOST_OUTPUT) return out
      throw new WatchfloorFault('invalid-input', `What git ${argv[0]} says of ${folder} is too long to be read.`, {
        hint: 'Compare with a commit that is nearer: `--base REF`.',
      })
    },
  }
}

/** What git is known to refuse, by its words (in English: the environment says so), with what a person can do. */
const REFUSALS: readonly [words: RegExp, what: string, hint: string][] = [
  [
    /dubious ownership/,
    'belongs to another user, so that git does not read it',
    'Run it as the user that owns it, or declare it safe: `git config --global --add safe.directory DIR`.',
  ],
  [
    /promisor|lazy fetch|could not fetch|transport '.*' not allowed/,
    'is a partial clone, and what the change needs is not here',
    'Run `git diff BASE HEAD` there once, which fetches it, and then the review again.',
  ],
  [
    /unable to read|bad object|missing (?:blob|tree|commit)|loose object .* is corrupt|object file .* is empty/,
    'has objects that cannot be read',
    'Run `git fsck` there; in a shallow clone run `git fetch --unshallow`.',
  ],
]

function refusalNamed(folder: string, said: string): WatchfloorFault | undefined {
  const known = REFUSALS.find(([words]) => words.test(said))
  return known && new WatchfloorFault('unreadable', `${folder} ${known[1]}.`, { hint: known[2] })
}

function refusal(folder: string, verb: string, said: string): WatchfloorFault {
  const first = said.trim().split('\n')[0] ?? ''
  return (
    refusalNamed(folder, said) ??
    new WatchfloorFault(
      'unreadable',
      `git ${verb} failed in ${folder}: ${first === '' ? 'it did not say why' : first}`,
      {
        hint: 'Run `git status` and `git fsck` there.',
      },
    )
  )
}
