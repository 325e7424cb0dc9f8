import { lstat, readdir, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Problem } from '../../core/analysis.ts'
import { WatchfloorFault } from '../../core/fault.ts'
import { own } from '../../core/own.ts'
import { type AskGit, askGit } from './ask-git.ts'
import { trustedFolders } from './trusted-folders.ts'

export interface Repository {
  ask: AskGit
  /** Of the working tree, resolved; absent in a bare repository. */
  root?: string
  isShallow: boolean
  /** The tree without any file, in the hash of the repository. */
  emptyTree: string
  /** What is under way in it, said as a problem. */
  problems: Problem[]
}

/** Of the tree without entries (git-hash-object), for each hash that git knows. */
const EMPTY_TREES: Readonly<Record<string, string>> = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
}

/** What git leaves in its folder while it is at work on something, by name. */
const UNDER_WAY: Readonly<Record<string, string>> = {
  MERGE_HEAD: 'a merge',
  'rebase-merge': 'a rebase',
  'rebase-apply': 'a rebase',
  CHERRY_PICK_HEAD: 'a cherry-pick',
  REVERT_HEAD: 'a revert',
  BISECT_LOG: 'a bisection',
}

/**
 * Looks at the repository that a folder belongs to. Faults: `not-found` where there is none, `usage` inside of `.git`, `unreadable`
 * where its configuration points to another working tree than the one around it.
 */
export async function openRepository(folder: string, signal: AbortSignal): Promise<Repository> {
  const place = await realpath(folder).catch((cause: unknown) => {
    throw new WatchfloorFault('not-found', `${folder} cannot be opened.`, { cause })
  })
  const { ask, told } = await lookAt(place, signal)
  if (told === undefined)
    throw new WatchfloorFault('not-found', `${folder} is no git repository.`, {
      hint: 'Give the folder of a checkout, or review a folder without git: `--path DIR`.',
    })
  const [isBare, isShallow, format = '', ...gitFolder] = told.split('\n')
  const root = isBare === 'true' ? undefined : await rootOf(ask, folder)
  return {
    ask: root === undefined ? ask : askGit(root, signal, ask.trusted),
    ...(root !== undefined && { root }),
    isShallow: isShallow === 'true',
    emptyTree: EMPTY_TREES[format] ?? EMPTY_TREES.sha1 ?? '',
    problems: root === undefined ? [] : await underWay(gitFolder.join('\n'), folder),
  }
}

const LOOK = [
  'rev-parse',
  '--is-bare-repository',
  '--is-shallow-repository',
  '--show-object-format',
  '--absolute-git-dir',
]

/** What is declared safe is looked up only where git refuses a folder for its owner. */
async function lookAt(place: string, signal: AbortSignal): Promise<{ ask: AskGit; told: string | undefined }> {
  const ask = askGit(place, signal)
  try {
    return { ask, told: await ask.try(LOOK) }
  } catch (thrown) {
    const trusted =
      thrown instanceof WatchfloorFault && thrown.code === 'unreadable' ? await trustedFolders(signal) : []
    if (trusted.length === 0) throw thrown
    const again = askGit(place, signal, trusted)
    return { ask: again, told: await again.try(LOOK) }
  }
}

/** The working tree has to be the one around: `core.worktree` could name any folder of the machine. */
async function rootOf(ask: AskGit, folder: string): Promise<string> {
  const top = await ask.try(['rev-parse', '--show-toplevel'])
  if (top === undefined)
    throw new WatchfloorFault('usage', `${folder} lies inside of a .git folder.`, {
      hint: 'Give the folder around it.',
    })
  const root = await realpath(top).catch(() => top)
  if (root !== (await holderOfGit(ask.folder)))
    throw new WatchfloorFault('unreadable', `The configuration of ${folder} names ${root} as its working tree.`, {
      hint: 'Unset core.worktree, or give the folder that holds .git.',
    })
  return root
}

async function holderOfGit(folder: string): Promise<string | undefined> {
  const isHere = await lstat(join(folder, '.git')).then(
    () => true,
    () => false,
  )
  if (isHere) return folder
  return dirname(folder) === folder ? undefined : holderOfGit(dirname(folder))
}

async function underWay(gitFolder: string, folder: string): Promise<Problem[]> {
  const names = await readdir(gitFolder).catch(() => [])
  const found = names.flatMap((name) => own(UNDER_WAY, name) ?? [])
  return [...new Set(found)].map((what) => ({
    code: 'under-way',
    source: folder,
    message: `In ${folder} ${what} is under way; the files are reviewed as they stand.`,
    hint: 'Finish it first, or name both sides: `--base REF --head REF`.',
  }))
}
