import type { AllowList } from '../../safety/command/allow-list.ts'
import { type CommandOutcome, runCommand } from '../../safety/command/run-command.ts'

/** Nothing of the repository may run: no hooks, no file system monitor, no external diff or text conversion, no pager, no editor. */
const NOTHING_RUNS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.pager=cat',
  'core.editor=false',
  'diff.external=',
  'log.showSignature=false',
  'commit.gpgSign=false',
  'protocol.ext.allow=never',
  'user.name=Watchfloor',
  'user.email=watchfloor@localhost',
]

export const GIT: AllowList = {
  program: 'git',
  global: ['--no-pager'],
  verbs: {
    'rev-parse': [
      '--verify',
      '--quiet',
      '--show-toplevel',
      '--is-bare-repository',
      '--path-format=absolute',
      '--git-common-dir',
    ],
    'symbolic-ref': ['--quiet', '--short'],
    'rev-list': ['--parents', '--max-count='],
    'merge-base': ['--is-ancestor'],
    'for-each-ref': ['--format='],
    log: [
      '--format=',
      '--fixed-strings',
      '--grep=',
      '--max-count=',
      '--no-textconv',
      '--no-ext-diff',
      '--name-only',
      '--since=',
      '--until=',
    ],
    show: ['--no-ext-diff', '--no-textconv', '--format=', '--stat', '--patch', '--end-of-options'],
    diff: ['--no-ext-diff', '--no-textconv', '--shortstat', '--quiet'],
    status: ['--porcelain=v1', '--untracked-files=no'],
    worktree: ['--detach', '--force'],
    revert: ['--no-commit', '--no-edit', '--abort'],
    commit: ['--no-verify', '--no-gpg-sign', '--file=-', '--quiet'],
    merge: ['--ff-only', '--no-verify', '--quiet'],
    'update-ref': [],
    fetch: ['--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--refmap=', '--quiet'],
    'ls-remote': ['--quiet'],
    push: ['--no-verify', '--porcelain', '--quiet'],
  },
}

export interface GitOptions {
  repository: string
  signal: AbortSignal
  timeoutMilliseconds?: number
  input?: string
  /** Variables that git is to see besides. */
  environment?: Readonly<Record<string, string>>
}

const TIMEOUT = 30_000

/** Runs git in a checkout, by its allow-list. */
export function git(
  argv: readonly string[],
  { repository, signal, timeoutMilliseconds = TIMEOUT, input, environment }: GitOptions,
): Promise<CommandOutcome> {
  return runCommand(['--no-pager', ...argv], {
    allowed: GIT,
    cwd: repository,
    environment: {
      ...environment,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
      GIT_OPTIONAL_LOCKS: '0',
      ...settingsAsEnvironment(),
    },
    timeoutMilliseconds,
    signal,
    ...(input !== undefined && { input }),
  })
}

/** Settings as git reads them from the environment (git-config, GIT_CONFIG_COUNT), so that no flag needs to carry a value. */
function settingsAsEnvironment(): Record<string, string> {
  const pairs = NOTHING_RUNS.flatMap((setting, index) => {
    const at = setting.indexOf('=')
    return [
      [`GIT_CONFIG_KEY_${index}`, setting.slice(0, at)],
      [`GIT_CONFIG_VALUE_${index}`, setting.slice(at + 1)],
    ]
  })
  return { GIT_CONFIG_COUNT: String(NOTHING_RUNS.length), ...Object.fromEntries(pairs) }
}
