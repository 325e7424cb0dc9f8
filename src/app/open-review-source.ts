import { once } from '../core/once.ts'
import type { FileTree, NearbyFile, ReviewedChange, ReviewOrigin, ReviewSource } from '../core/review.ts'
import { readFolders } from '../integrations/folders/read-folders.ts'
import { readInFolder } from '../integrations/folders/read-in-folder.ts'
import { readTree } from '../integrations/folders/read-tree.ts'
import { treeInFolder } from '../integrations/folders/tree-in-folder.ts'
import { openRepository } from '../integrations/git/open-repository.ts'
import { readAtRevision } from '../integrations/git/read-at-revision.ts'
import { readChange } from '../integrations/git/read-change.ts'
import { treeAtRevision } from '../integrations/git/tree-at-revision.ts'
import { type ReadPullRequest, readPullRequest } from '../integrations/github/read-pull-request.ts'
import { runLinters } from '../integrations/linters/run-linters.ts'
import { githubReviewOptions } from './github-options.ts'

export interface ReviewSourceOptions {
  signal: AbortSignal
  /** The project's own linters may run. Never does one for a change from a fork. */
  runsProjectTools: boolean
  environment?: NodeJS.ProcessEnv
}

/** Of files beside the change so many are read, and so many characters of them; more would take longer than it is worth. */
const MOST_NEARBY = 2_000
const MOST_CHARACTERS = 20_000_000

/** Opens what is to be reviewed. Faults as the readers of git, folders and GitHub have them. */
export async function openReviewSource(origin: ReviewOrigin, options: ReviewSourceOptions): Promise<ReviewSource> {
  const { signal } = options
  switch (origin.kind) {
    case 'tree': {
      const change = await readTree({ folder: origin.path, signal })
      return reviewSource(
        change,
        treeOf(change),
        (path) => readInFolder(origin.path, path, signal),
        options,
        origin.path,
      )
    }
    case 'folders': {
      const change = await readFolders({ ...origin, signal })
      const tree = await treeInFolder(origin.head, signal)
      return reviewSource(change, tree, (path) => readInFolder(origin.base, path, signal), options)
    }
    case 'git': {
      const opened = await openRepository(origin.repository, signal)
      const change = await readChange(opened, origin)
      const [base, commit] = [change.base?.commit, change.head.commit]
      // All paths are relative to the root of the checkout, from whichever folder of it the review was begun.
      const root = commit === undefined ? (opened.root ?? origin.repository) : undefined
      const tree =
        root === undefined ? await treeAtRevision(opened.ask, commit ?? '') : await treeInFolder(root, signal)
      const atBase = async (path: string) => (base === undefined ? undefined : readAtRevision(opened.ask, base, path))
      return reviewSource(change, tree, atBase, options, root)
    }
    case 'pull-request':
      return pullRequestSource(
        await readPullRequest(origin, githubReviewOptions(options.environment ?? process.env), signal),
      )
  }
}

/** Of a pull request only what it changes is known. Linters never run on it. */
function pullRequestSource(pull: ReadPullRequest): ReviewSource {
  const { pull: _, readAtBase, ...change } = pull
  return {
    change,
    paths: undefined,
    nearby: async () => [],
    atBase: readAtBase,
    lint: async () => ({ findings: [], problems: [] }),
  }
}

/** A whole tree brings along all that is near. */
function treeOf({ files }: ReviewedChange): FileTree {
  const texts = new Map(files.map(({ path, text }) => [path, text ?? '']))
  return {
    paths: [...texts.keys()],
    read: async (paths) => new Map(paths.map((path) => [path, texts.get(path) ?? ''])),
  }
}

/** `root` is the working tree that is reviewed, where it is one: only there linters can run. */
function reviewSource(
  change: ReviewedChange,
  tree: FileTree,
  atBase: ReviewSource['atBase'],
  { signal, runsProjectTools, environment = process.env }: ReviewSourceOptions,
  root?: string,
): ReviewSource {
  return {
    change,
    ...(root !== undefined && { root }),
    paths: tree.paths,
    async nearby(wanted) {
      const texts = await tree.read(tree.paths.filter(wanted).slice(0, MOST_NEARBY))
      return withinSize(Array.from(texts, ([path, text]) => ({ path, text })))
    },
    atBase,
    lint: once(async () => {
      if (!runsProjectTools || root === undefined) return { findings: [], problems: [] }
      const files = change.files.filter(({ text }) => text !== undefined).map(({ path }) => path)
      const path = environment.PATH
      return runLinters({ root, files, isAsked: true, isFork: false, signal, ...(path !== undefined && { path }) })
    }),
  }
}

function withinSize(files: readonly NearbyFile[]): NearbyFile[] {
  let characters = 0
  return files.filter(({ text }) => {
    characters += text.length
    return characters <= MOST_CHARACTERS
  })
}
