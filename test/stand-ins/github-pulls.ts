import { createHash } from 'node:crypto'
import { checks, NOT_FOUND, type Operation, page } from './github-operation.ts'

const { make } = checks

export interface PullFile {
  filename: string
  status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed' | 'unchanged'
  sha: string
  patch?: string
  previous_filename?: string
  additions: number
  deletions: number
}

export interface Pull {
  number: number
  title: string
  body?: string | null
  state?: 'open' | 'closed'
  draft?: boolean
  author?: string
  /** `repo` is null where it is gone. */
  head: { sha: string; ref?: string; repo?: string | null }
  base: { sha: string; ref?: string }
  mergeBase: string
  files: PullFile[]
  /** By their id. */
  blobs?: Record<string, Uint8Array>
  /** By `COMMIT:PATH`; `symlink` for one. */
  contents?: Record<string, Uint8Array | 'symlink'>
}

/** A user, or an app, which cannot ask who it is. */
export interface Me {
  login: string
  type: 'User' | 'Bot'
}

const MOST_LISTED = 3_000
const MOST_BASE64 = 1_000_000

/** What is read of one pull request and of the people around it. */
export function pullOperations(
  pull: Pull | undefined,
  me: Me,
  permissions: Readonly<Record<string, string>>,
): Record<string, Operation> {
  const user = (login: string) => make('simple-user', { login })
  const side = ({ sha, ref = 'main', repo = 'acme/shop' }: { sha: string; ref?: string; repo?: string | null }) => ({
    label: `acme:${ref}`,
    ref,
    sha,
    user: user('acme'),
    repo: make('repository', { full_name: repo ?? 'gone/gone' }),
  })
  const shown = (one: Pull) =>
    make('pull-request', {
      number: one.number,
      title: one.title,
      body: one.body ?? null,
      state: one.state ?? 'open',
      draft: one.draft ?? false,
      user: user(one.author ?? 'jane'),
      head: side(one.head),
      base: side(one.base),
      changed_files: one.files.length,
    })
  const ifHere =
    (answer: (one: Pull, request: Parameters<Operation>[0]) => ReturnType<Operation>): Operation =>
    (request) => {
      const number = request.params.pull_number
      return !pull || (number !== undefined && Number(number) !== pull.number) ? NOT_FOUND : answer(pull, request)
    }
  return {
    'pulls/get': ifHere((one) => ({ status: 200, body: shown(one) })),
    'pulls/list-files': ifHere(({ files }, request) => ({
      status: 200,
      body: page(files.slice(0, MOST_LISTED), request).map((file) =>
        make('diff-entry', { ...file, changes: file.additions + file.deletions }),
      ),
    })),
    'repos/compare-commits-with-basehead': ifHere((one, { params }) =>
      params.basehead === `${one.base.sha}...${one.head.sha}`
        ? {
            status: 200,
            body: make('commit-comparison', { merge_base_commit: make('commit', { sha: one.mergeBase }), commits: [] }),
          }
        : NOT_FOUND,
    ),
    'git/get-blob': ifHere(({ blobs = {} }, { params }) => {
      const bytes = blobs[params.file_sha ?? '']
      if (!bytes) return NOT_FOUND
      const content = Buffer.from(bytes).toString('base64')
      return {
        status: 200,
        body: make('blob', { sha: params.file_sha, size: bytes.length, content, encoding: 'base64' }),
      }
    }),
    'repos/get-content': ifHere(({ contents = {} }, { params, query }) => {
      const path = decodeURIComponent(params.path ?? '')
      const bytes = contents[`${query.ref}:${path}`]
      if (bytes === undefined) return NOT_FOUND
      if (bytes === 'symlink') return { status: 200, body: make('content-symlink', { type: 'symlink', path }) }
      const isLarge = bytes.length > MOST_BASE64
      const content = isLarge ? '' : Buffer.from(bytes).toString('base64')
      const encoding = isLarge ? 'none' : 'base64'
      return {
        status: 200,
        body: make('content-file', { type: 'file', path, sha: blobOf(bytes), size: bytes.length, content, encoding }),
      }
    }),
    'repos/get-collaborator-permission-level': ({ params }) => {
      const permission = permissions[decodeURIComponent(params.username ?? '')]
      if (permission === undefined) return NOT_FOUND
      return { status: 200, body: make('repository-collaborator-permission', { permission, role_name: permission }) }
    },
    'users/get-authenticated': () =>
      me.type === 'Bot'
        ? { status: 403, body: { message: 'Resource not accessible by integration', documentation_url: '' } }
        : { status: 200, body: make('public-user', { login: me.login, type: me.type }) },
  }
}

/** The id that git gives to a file. */
export function blobOf(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
