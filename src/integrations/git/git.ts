import type { AllowList } from '../../safety/command/allow-list.ts'
import { type CommandOutcome, runCommand } from '../../safety/command/run-command.ts'

/** One setting of git, which overrules the checkout's own. */
export type Setting = readonly [name: string, value: string]

/** Nothing of the repository may run: no hooks, no file system monitor, no external diff or text conversion, no pager, no editor. */
const NOTHING_RUNS: readonly Setting[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.pager', 'cat'],
  ['core.editor', 'false'],
  ['diff.external', ''],
  ['log.showSignature', 'false'],
  ['commit.gpgSign', 'false'],
  ['protocol.ext.allow', 'never'],
  ['user.name', 'Watchfloor'],
  ['user.email', 'watchfloor@localhost'],
]

/** Names and modes only. Of a submodule its commit is compared: to look into its files, git would run git by the submodule's own configuration. */
const CHANGED_PATHS: readonly string[] = [
  '-r',
  '-z',
  '--raw',
  '--no-abbrev',
  '-M',
  '-l1000',
  '--ignore-submodules=dirty',
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
      '--absolute-git-dir',
      '--is-shallow-repository',
      '--show-object-format',
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
    // Of several settings of these two git takes the first, so that only a flag overrules them.
    fetch: [
      '--no-tags',
      '--no-recurse-submodules',
      '--no-write-fetch-head',
      '--refmap=',
      '--quiet',
      '--upload-pack=git-upload-pack',
    ],
    'ls-remote': ['--quiet', '--upload-pack=git-upload-pack'],
    push: ['--no-verify', '--porcelain', '--quiet', '--force-with-lease=', '--receive-pack=git-receive-pack'],
    'diff-tree': CHANGED_PATHS,
    'diff-index': CHANGED_PATHS,
    'ls-files': ['--others', '--exclude-standard', '--unmerged', '-z'],
    'ls-tree': ['-z', '-r', '--full-tree'],
    'cat-file': ['--batch', '--batch-check'],
    config: ['--list', '--name-only', '--null', '--get-all', '--global', '--system'],
  },
}

export interface GitOptions {
  repository: string
  signal: AbortSignal
  timeoutMilliseconds?: number
  input?: string
  /** `latin1` keeps the bytes as they are. */
  encoding?: 'utf8' | 'latin1'
  /** Variables that git is to see besides. */
  environment?: Readonly<Record<string, string>>
  /** Folders of other users that the person at work has declared safe (git-config, safe.directory). */
  trusted?: readonly string[]
  /** What `safeSettings` gave, so that it is not asked again. */
  settings?: readonly Setting[]
}

const TIMEOUT = 30_000

/**
 * Runs git in a checkout, by its allow-list. Of the checkout's own configuration whatever names a program is overruled; only
 * `fetch`, `ls-remote` and `push` may speak with another repository, and only by git's own transports.
 */
export async function git(argv: readonly string[], options: GitOptions): Promise<CommandOutcome> {
  const [verb = '', ...rest] = argv
  const settings = options.settings ?? (await safeSettings(options))
  return execute([verb, ...(OWN_TRANSPORT[verb] ?? []), ...rest], options, settings)
}

/** The settings by which nothing of a checkout runs, for several calls in a row that only read it. */
export async function safeSettings({
  repository,
  signal,
  trusted = [],
}: Pick<GitOptions, 'repository' | 'signal' | 'trusted'>): Promise<readonly Setting[]> {
  const always = [...NOTHING_RUNS, ...trusted.map((folder): Setting => ['safe.directory', folder])]
  const listed = await execute(['config', '--list', '--name-only', '--null'], { repository, signal }, always)
  const names = listed.status === 'ended' && listed.exit === 0 ? listed.out.split('\0') : []
  return [...always, ...names.flatMap(overruled)]
}

/** What speaks with another repository, and the program there that it is to speak with. */
const OWN_TRANSPORT: Readonly<Record<string, readonly string[]>> = {
  fetch: ['--upload-pack=git-upload-pack'],
  'ls-remote': ['--upload-pack=git-upload-pack'],
  push: ['--receive-pack=git-receive-pack'],
}

function execute(
  argv: readonly string[],
  { repository, signal, timeoutMilliseconds = TIMEOUT, input, encoding, environment }: GitOptions,
  settings: readonly Setting[],
): Promise<CommandOutcome> {
  return runCommand(['--no-pager', ...argv], {
    allowed: GIT,
    cwd: repository,
    environment: {
      GIT_SSH_COMMAND: 'ssh',
      GIT_ASKPASS: 'false',
      ...environment,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
      GIT_OPTIONAL_LOCKS: '0',
      GIT_ALLOW_PROTOCOL: argv[0] !== undefined && argv[0] in OWN_TRANSPORT ? 'file:git:http:https:ssh' : 'none',
      ...settingsAsEnvironment(settings),
    },
    timeoutMilliseconds,
    signal,
    ...(input !== undefined && { input }),
    ...(encoding !== undefined && { encoding }),
  })
}

/** Settings of a checkout that name a program to be run (git-config), with what is put in their place. */
const PROGRAMS: readonly [pattern: RegExp, instead: string][] = [
  [/^filter\..*\.(?:smudge|clean)$/i, 'cat'],
  [/^filter\..*\.process$/i, ''],
  [/^filter\..*\.required$/i, 'false'],
  [/^merge\..*\.driver$/i, 'false'],
  [/^diff\..*\.(?:command|textconv)$/i, ''],
  [/^remote\..*\.vcs$/i, 'none'],
  [/^credential(?:\..*)?\.helper$/i, ''],
  [/^core\.(?:sshcommand|askpass)$/i, ''],
  [/^core\.gitproxy$/i, 'none'],
  [/^core\.alternaterefscommand$/i, 'true'],
  [/^gpg(?:\..*)?\.program$/i, 'false'],
  [/^trailer\..*\.(?:command|cmd)$/i, ''],
  [/^uploadpack\.packobjectshook$/i, ''],
]

function overruled(name: string): Setting[] {
  const instead = PROGRAMS.find(([pattern]) => pattern.test(name))?.[1]
  return instead === undefined ? [] : [[name, instead]]
}

/** Settings as git reads them from the environment (git-config, GIT_CONFIG_COUNT), so that no flag needs to carry a value. */
function settingsAsEnvironment(settings: readonly Setting[]): Record<string, string> {
  const pairs = settings.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ])
  return { GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(pairs) }
}
