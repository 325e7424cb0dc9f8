import { mkdir, realpath, rm } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join } from 'node:path'
import type { Effect, Executor, Operation, Preparation, Prepared, Verification } from '../../core/operation.ts'
import { liesIn } from '../../safety/command/allow-list.ts'
import { isSafeName } from '../../safety/shell-quote.ts'
import { git } from './git.ts'

export interface GitExecutorOptions {
  /** Folders in which nothing may be done: Watchfloor's own state. */
  forbidden: readonly string[]
  /** Where temporary worktrees are made; each is named after its action, so that a crash leaves none for long. */
  workFolder: string
  /** Variables that git is to see, such as `SSH_AUTH_SOCK` for a remote over ssh. */
  environment?: Readonly<Record<string, string>>
}

type Revert = Extract<Operation, { kind: 'revert-commit' }>

/** How the executor knows its own commit again: a trailer (git-interpret-trailers) in the same commit as the change. */
const TRAILER = 'Watchfloor-Action'

/**
 * Takes back a commit by a new one, made in a temporary worktree so that nobody's files are touched, and put on the branch
 * only if the branch still stands where it stood: by a push where the branch has a remote, else in the repository itself.
 */
export function gitExecutor({ forbidden, workFolder, environment = {} }: GitExecutorOptions): Executor {
  return {
    name: 'git',
    handles: ({ kind }) => kind === 'revert-commit',
    async prepare(operation, signal) {
      if (operation.kind !== 'revert-commit')
        return { status: 'refused', reason: 'git reverts commits and nothing else.' }
      const look = looker(operation.repository, environment, signal)
      return prepareRevert(operation, look, forbidden)
    },
    recognise: (prepared, mark, signal) => recogniseRevert(branchOf(prepared, environment, signal), mark),
    perform: (prepared, mark, signal) =>
      performRevert(branchOf(prepared, environment, signal), mark, treeOf(workFolder, mark)),
    async verify(prepared, mark, signal) {
      const branch = branchOf(prepared, environment, signal)
      await clear(branch, treeOf(workFolder, mark))
      return verifyRevert(branch, mark)
    },
  }
}

interface Look {
  repository: string
  signal: AbortSignal
  /** The output where git ended well, undefined otherwise. */
  read(argv: readonly string[]): Promise<string | undefined>
  /** What went wrong, undefined where nothing did. */
  fails(argv: readonly string[], input?: string): Promise<string | undefined>
}

function looker(repository: string, environment: Readonly<Record<string, string>>, signal: AbortSignal): Look {
  const run = (argv: readonly string[], input?: string) =>
    git(argv, { repository, signal, environment, ...(input !== undefined && { input }) })
  return {
    repository,
    signal,
    async read(argv) {
      const outcome = await run(argv)
      return outcome.status === 'ended' && outcome.exit === 0 ? outcome.out.trim() : undefined
    },
    async fails(argv, input) {
      const outcome = await run(argv, input)
      if (outcome.status === 'unstarted') return outcome.reason
      if (outcome.status === 'cut-off') return 'git took too long and was ended.'
      return outcome.exit === 0
        ? undefined
        : (outcome.err.trim() || outcome.out.trim()).split('\n').slice(0, 3).join(' ')
    },
  }
}

async function prepareRevert(operation: Revert, look: Look, forbidden: readonly string[]): Promise<Preparation> {
  const refused = (reason: string): Preparation => ({ status: 'refused', reason })
  const { repository, commit: name } = operation
  if (!isAbsolute(repository) || !isSafeName('path', repository)) return refused(`${repository} is no absolute path.`)
  if (!isSafeName('commit', name)) return refused(`${name} is no name of a commit.`)
  if (operation.branch !== undefined && !isSafeName('git-ref', operation.branch))
    return refused(`${operation.branch} is no name of a branch.`)
  const places = await placesOf(look).catch(() => undefined)
  if (places === undefined) return refused(`${repository} is no git repository that can be read.`)
  const { root, worktree } = places
  if (
    forbidden.some((state) =>
      [root, worktree, places.common].some((place) => liesIn(place, state) || liesIn(state, place)),
    )
  )
    return refused(`${repository} holds Watchfloor's own state, which no action may change.`)
  const branch = operation.branch ?? (await look.read(['symbolic-ref', '--quiet', '--short', 'HEAD']))
  if (branch === undefined || !isSafeName('git-ref', branch))
    return refused(`No branch is checked out in ${repository}; name one.`)
  const commit = await look.read(['rev-parse', '--verify', '--quiet', `${name}^{commit}`])
  if (commit === undefined) return refused(`${repository} has no commit ${name}.`)
  const remote = await remoteOf(look, branch)
  if (remote === 'unreachable')
    return refused(`The remote of ${branch} cannot be reached, so nobody knows where it stands.`)
  const tip = remote ? remote.tip : await look.read(['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`])
  if (tip === undefined) return refused(`${repository} has no branch ${branch}.`)
  const parents = (await look.read(['rev-list', '--parents', '--max-count=1', commit]))?.split(' ').slice(1) ?? []
  if (parents.length !== 1)
    return refused(
      `${name} is ${parents.length === 0 ? 'the first commit' : 'a merge'}; that is not taken back without a person.`,
    )
  if ((await look.fails(['merge-base', '--is-ancestor', commit, tip])) !== undefined)
    return refused(`${name} is not on ${branch}.`)
  const subject = (await look.read(['log', '--max-count=1', '--format=%s', commit])) ?? ''
  const size = (await look.read(['diff', '--no-ext-diff', '--no-textconv', '--shortstat', `${commit}^`, commit])) ?? ''
  const short = commit.slice(0, 12)
  return {
    status: 'prepared',
    prepared: {
      executor: 'git',
      operation: { kind: 'revert-commit', repository: worktree, commit, branch },
      subject: root,
      summary: `Take back commit ${short} "${subject}" (${size}) on ${branch}${remote ? ` of ${remote.name}` : ''}, which stands at ${tip.slice(0, 12)}.`,
      commands: [
        ['git', 'revert', '--no-commit', commit],
        ['git', 'commit', '--no-verify', '--file=-'],
        remote
          ? ['git', 'push', '--no-verify', remote.name, `<new commit>:${remote.ref}`]
          : ['git', 'update-ref', `refs/heads/${branch}`, '<new commit>', tip],
      ],
      precondition: { tip, ...(remote && { remote: remote.name, ref: remote.ref }) },
      verify: `A commit with the trailer ${TRAILER} is on ${branch}${remote ? ` of ${remote.name}` : ''}.`,
      estimatedSeconds: 10,
    },
  }
}

/** Where a repository really is, from whatever folder or linked worktree of it: policies speak of its root. */
async function placesOf(look: Look): Promise<{ root: string; worktree: string; common: string } | undefined> {
  const found = await look.read(['rev-parse', '--path-format=absolute', '--git-common-dir'])
  if (found === undefined) return undefined
  const common = await realpath(found)
  const top = await look.read(['rev-parse', '--show-toplevel'])
  const root = basename(common) === '.git' ? dirname(common) : common
  return { root, worktree: top === undefined || top === '' ? root : await realpath(top), common }
}

interface Remote {
  name: string
  /** Of the branch there, in full: it may have another name than here. */
  ref: string
  tip: string
}

/** The remote that a branch follows, and where it stands there now. Its commits are fetched, and no ref of the checkout is moved. */
async function remoteOf(look: Look, branch: string): Promise<Remote | 'unreachable' | undefined> {
  const names = await look.read([
    'for-each-ref',
    '--format=%(upstream:remotename) %(upstream:remoteref)',
    `refs/heads/${branch}`,
  ])
  const [name = '', ref = ''] = names?.split(' ') ?? []
  if (name === '' || ref === '') return undefined
  if (!isSafeName('git-ref', name) || !isSafeName('git-ref', ref)) return 'unreachable'
  const fetching = ['fetch', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--refmap=', '--quiet']
  if ((await look.fails([...fetching, name, ref])) !== undefined) return 'unreachable'
  const tip = (await look.read(['ls-remote', '--quiet', name, ref]))?.split('\t')[0]
  return tip === undefined || !isSafeName('commit', tip) ? 'unreachable' : { name, ref, tip }
}

/** The branch that a prepared operation is about. */
interface Branch {
  look: Look
  commit: string
  branch: string
  tip: string
  remote: string | undefined
  ref: string
}

function branchOf(
  { operation, precondition }: Prepared,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Branch {
  if (operation.kind !== 'revert-commit') throw new TypeError('git was given an operation that is not its own.')
  return {
    look: looker(operation.repository, environment, signal),
    commit: operation.commit,
    branch: operation.branch ?? '',
    tip: precondition.tip ?? '',
    remote: precondition.remote,
    ref: precondition.ref ?? '',
  }
}

/** Where the branch stands now; undefined where that cannot be told. */
async function tipOf({ look, branch, remote }: Branch): Promise<string | undefined> {
  if (remote === undefined) return look.read(['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`])
  const known = await remoteOf(look, branch)
  return known === undefined || known === 'unreachable' ? undefined : known.tip
}

async function recogniseRevert(branch: Branch, mark: string): Promise<Effect> {
  const now = await tipOf(branch)
  const found =
    now === undefined
      ? undefined
      : await branch.look.read([
          'log',
          '--format=%H',
          '--fixed-strings',
          `--grep=${TRAILER}: ${mark}`,
          `${branch.tip}..${now}`,
        ])
  if (found === undefined)
    return {
      status: 'unknown',
      detail: `${branch.branch} of ${branch.remote ?? branch.look.repository} cannot be read.`,
    }
  const own = found.split('\n')[0] ?? ''
  return own === ''
    ? { status: 'not-done', detail: `No commit of ${branch.branch} bears the mark of this action.` }
    : doneBy(branch, own)
}

function doneBy({ look, branch }: Branch, own: string): Effect {
  return {
    status: 'done',
    detail: `Commit ${own.slice(0, 12)} on ${branch} takes it back.`,
    undo: { kind: 'revert-commit', repository: look.repository, commit: own, branch },
  }
}

async function performRevert(branch: Branch, mark: string, tree: string): Promise<Effect> {
  const { look, tip } = branch
  await clear(branch, tree)
  await mkdir(dirname(tree), { recursive: true, mode: 0o700 })
  try {
    // Twice: while git makes a worktree it keeps it locked, and a process that is killed then leaves the lock.
    const failure = await look.fails(['worktree', 'add', '--force', '--force', '--detach', tree, tip])
    if (failure !== undefined) return { status: 'not-done', detail: failure }
    return await revertIn(branch, looker(tree, {}, look.signal), mark)
  } finally {
    await clear(branch, tree)
  }
}

function treeOf(workFolder: string, mark: string): string {
  return join(workFolder, mark.replace(/[^\w.-]+/g, '-'))
}

/** Takes a worktree away, also one that a killed process left; with a signal of its own, since ours may be the one that was given. */
async function clear({ look: { repository } }: Branch, tree: string): Promise<void> {
  const signal = AbortSignal.timeout(10_000)
  await rm(tree, { recursive: true, force: true })
  await git(['worktree', 'prune'], { repository, signal }).catch(() => undefined)
}

async function revertIn(branch: Branch, inTree: Look, mark: string): Promise<Effect> {
  const { look, commit, remote, tip } = branch
  const conflict = await inTree.fails(['revert', '--no-commit', commit])
  if (conflict !== undefined)
    return { status: 'not-done', detail: `It cannot be taken back without a person: ${conflict}` }
  const subject = (await look.read(['log', '--max-count=1', '--format=%s', commit])) ?? ''
  const message = `Revert "${subject}"\n\nThis reverts commit ${commit}.\n\n${TRAILER}: ${mark}\n`
  const empty = await inTree.fails(['commit', '--no-verify', '--no-gpg-sign', '--quiet', '--file=-'], message)
  if (empty !== undefined) return { status: 'not-done', detail: `There is nothing to take back: ${empty}` }
  const own = await inTree.read(['rev-parse', '--verify', 'HEAD'])
  if (own === undefined) return { status: 'not-done', detail: 'The new commit cannot be found.' }
  const failure =
    remote === undefined
      ? await advance(branch, own)
      : await look.fails([
          'push',
          '--no-verify',
          '--porcelain',
          '--quiet',
          `--force-with-lease=${branch.ref}:${tip}`,
          remote,
          `${own}:${branch.ref}`,
        ])
  if (failure === undefined) return doneBy(branch, own)
  // A push may have arrived although its answer did not.
  const seen = await recogniseRevert(branch, mark)
  return seen.status === 'not-done'
    ? { ...seen, detail: `${branch.branch} no longer stands at ${tip.slice(0, 12)}, or: ${failure}` }
    : seen
}

/** Moves the branch to the new commit if it still stands where it stood; where it is checked out, its files go along. */
async function advance({ look, branch, tip }: Branch, own: string): Promise<string | undefined> {
  const isBare = (await look.read(['rev-parse', '--is-bare-repository'])) === 'true'
  const checkedOut = isBare ? undefined : await look.read(['symbolic-ref', '--quiet', '--short', 'HEAD'])
  if (checkedOut !== branch) return look.fails(['update-ref', `refs/heads/${branch}`, own, tip])
  if ((await look.read(['rev-parse', '--verify', '--quiet', 'HEAD'])) !== tip) return 'the branch has moved'
  return look.fails(['merge', '--ff-only', '--no-verify', '--quiet', own])
}

async function verifyRevert(branch: Branch, mark: string): Promise<Verification> {
  const seen = await recogniseRevert(branch, mark)
  return { holds: seen.status === 'done', detail: seen.detail }
}
