import type { Problem } from '../../core/analysis.ts'
import { WatchfloorFault } from '../../core/fault.ts'
import type { Revision } from '../../core/review.ts'
import type { Repository } from './open-repository.ts'

export interface Revisions {
  /** What is compared with: a commit, or the empty tree where there is nothing before. */
  from: string
  base?: Revision & { commit: string }
  /** Without a commit it is the working tree. */
  head: Revision
  problems: Problem[]
}

export interface AskedRevisions {
  base?: string
  head?: string
}

/** Refs of the branch that others are merged into, the likeliest first. */
const MAIN_BRANCHES = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/remotes/origin/trunk',
  'refs/remotes/origin/develop',
  'refs/heads/main',
  'refs/heads/master',
  'refs/heads/trunk',
  'refs/heads/develop',
]

const WORKING_TREE: Revision = { label: 'working tree' }
/** What a person may write for a commit (gitrevisions), without ranges, paths and searches. */
const REVISION = /^(?!-)(?!.*\.\.)[\p{L}\p{N}_./@{}+~^#=,-]{1,250}$/u
const SHALLOW_HINT =
  'Run `git fetch --unshallow` (in GitHub Actions: `fetch-depth: 0`), or name the commit: `--base REF`.'

/**
 * Finds what a change is compared with: the merge base of the head and of what was asked for, or else of the main branch. Faults:
 * `usage` for what is no name of a commit, `not-found` where there is none of the name, `no-evidence` where nothing is common.
 */
export async function resolveRevisions(repository: Repository, asked: AskedRevisions): Promise<Revisions> {
  if (repository.root === undefined && asked.base === undefined)
    throw new WatchfloorFault('usage', 'A bare repository has no working tree to review.', {
      hint: 'Name both sides: `--base REF --head REF`.',
    })
  const headName = asked.head ?? (repository.root === undefined ? 'HEAD' : undefined)
  const tip = headName === undefined ? await commitOf(repository, 'HEAD') : await namedCommit(repository, headName)
  const head: Revision = headName === undefined ? WORKING_TREE : { label: headName, commit: tip ?? '' }
  const base =
    asked.base === undefined
      ? await mainBranch(repository)
      : { label: asked.base, commit: await namedCommit(repository, asked.base) }
  // Before the first commit everything is new.
  if (tip === undefined && asked.base === undefined)
    return { from: repository.emptyTree, head, problems: [...repository.problems] }
  if (tip === undefined) return between(repository, base, head)
  if (base === undefined) return withoutMain(repository, head, tip)
  const common = (await repository.ask.try(['merge-base', base.commit, tip]))?.split('\n')[0]
  if (common !== undefined && common !== '') return between(repository, { label: base.label, commit: common }, head)
  if (asked.base === undefined) throw nothingCommon(repository, base.label)
  return between(repository, base, head, [
    {
      code: 'no-merge-base',
      source: base.label,
      message: `${base.label} and ${head.label} have no commit in common${repository.isShallow ? ' in this shallow clone' : ''}; they are compared as they stand, so that what is new in ${base.label} shows as taken away.`,
      hint: repository.isShallow ? SHALLOW_HINT : 'Check that both belong to the same history.',
    },
  ])
}

function between(
  { problems, emptyTree }: Repository,
  base: { label: string; commit: string } | undefined,
  head: Revision,
  own: Problem[] = [],
): Revisions {
  return { from: base?.commit ?? emptyTree, ...(base && { base }), head, problems: [...problems, ...own] }
}

/** Without a main branch only what is not committed can be told apart. */
function withoutMain(repository: Repository, head: Revision, tip: string): Revisions {
  if (head.commit !== undefined)
    throw new WatchfloorFault(
      'usage',
      'There is no main branch to compare with: neither origin/HEAD nor main or master.',
      {
        hint: repository.isShallow ? SHALLOW_HINT : 'Name what it is compared with: `--base REF`.',
      },
    )
  return between(repository, { label: 'HEAD', commit: tip }, head, [
    {
      code: 'no-main-branch',
      source: 'HEAD',
      message: 'There is no main branch to compare with, so that only what is not committed is reviewed.',
      hint: repository.isShallow ? SHALLOW_HINT : 'Name what it is compared with: `--base REF`.',
    },
  ])
}

function nothingCommon({ isShallow }: Repository, label: string): WatchfloorFault {
  return new WatchfloorFault(
    'no-evidence',
    `HEAD and ${label} have no commit in common${isShallow ? ': the clone is shallow' : ''}.`,
    { hint: isShallow ? SHALLOW_HINT : 'Name what it is compared with: `--base REF`.' },
  )
}

async function mainBranch({ ask }: Repository): Promise<{ label: string; commit: string } | undefined> {
  const told = await ask.try(['for-each-ref', '--format=%(objectname) %(refname)', ...MAIN_BRANCHES])
  const found = new Map((told ?? '').split('\n').map((line) => [line.slice(line.indexOf(' ') + 1), line.split(' ')[0]]))
  const ref = MAIN_BRANCHES.find((name) => found.has(name))
  const commit = ref === undefined ? undefined : found.get(ref)
  if (ref === undefined || commit === undefined) return undefined
  return { label: ref.replace(/^refs\/(?:remotes|heads)\//, ''), commit }
}

/** A branch that nobody has checked out may be there as a branch of origin alone. */
async function namedCommit(repository: Repository, name: string): Promise<string> {
  if (!REVISION.test(name))
    throw new WatchfloorFault('usage', `${JSON.stringify(name)} is no name of a commit.`, {
      hint: 'Give a branch, a tag or the id of a commit.',
    })
  const commit = (await commitOf(repository, name)) ?? (await commitOf(repository, `refs/remotes/origin/${name}`))
  if (commit !== undefined) return commit
  throw new WatchfloorFault('not-found', `There is no commit ${name} in ${repository.ask.folder}.`, {
    hint: repository.isShallow
      ? `The clone is shallow: run \`git fetch origin ${name}\` or \`git fetch --unshallow\`.`
      : 'Check the name with `git branch --all`, and run `git fetch` if it is new.',
  })
}

async function commitOf({ ask }: Repository, name: string): Promise<string | undefined> {
  const commit = await ask.try(['rev-parse', '--verify', '--quiet', `${name}^{commit}`])
  return commit !== undefined && /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined
}
