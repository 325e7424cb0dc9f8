import { checks, type Operation, page } from './github-operation.ts'

const { make } = checks

/** What is in the repository before anybody asks. Times are ISO 8601. */
export interface Changes {
  commits?: readonly { sha: string; at: string; message: string; author?: string; files?: readonly string[] }[]
  pulls?: readonly { number: number; title: string; merged?: string; updated: string; sha?: string }[]
  releases?: readonly { tag: string; published: string | null }[]
  /** Newest first. */
  deployments?: readonly { id: number; sha: string; ref: string; environment: string; at: string }[]
}

export function changeOperations(changes: Changes): Record<string, Operation> {
  const { commits = [], pulls = [], releases = [], deployments = [] } = changes
  const user = (login: string) => make('simple-user', { login })
  const asCommit = ({ sha, at, message, author = 'jane' }: (typeof commits)[number]) => {
    const by = { name: author, email: 'jane@example.org', date: at }
    const plain = make('commit', {})
    return {
      ...plain,
      sha,
      html_url: `https://github.com/acme/shop/commit/${sha}`,
      author: user(author),
      committer: user(author),
      commit: { ...(plain.commit as object), message, author: by, committer: by },
    }
  }
  return {
    'repos/list-commits': (request) => {
      const { since = '', until = '9' } = request.query
      const [from, to] = [Date.parse(since), Date.parse(until)]
      const found = commits.filter(({ at }) => Date.parse(at) >= from && Date.parse(at) <= to)
      return { status: 200, body: page(found, request).map(asCommit) }
    },
    'repos/get-commit': ({ params }) => {
      const one = commits.find(({ sha }) => sha === params.ref)
      if (!one) return { status: 422, body: { message: 'No commit found', documentation_url: '' } }
      const files = (one.files ?? []).map((filename) =>
        make('diff-entry', { filename, sha: one.sha, status: 'modified', additions: 1, deletions: 0, changes: 1 }),
      )
      return { status: 200, body: { ...asCommit(one), files } }
    },
    'pulls/list': (request) => {
      const sorted = pulls.toSorted((a, b) => Date.parse(b.updated) - Date.parse(a.updated))
      const body = page(sorted, request).map(({ number, title, merged = null, updated, sha = null }) =>
        make('pull-request-simple', {
          number,
          title,
          state: 'closed',
          user: user('jane'),
          merged_at: merged,
          closed_at: merged,
          updated_at: updated,
          merge_commit_sha: sha,
          html_url: `https://github.com/acme/shop/pull/${number}`,
        }),
      )
      return { status: 200, body }
    },
    'repos/list-releases': (request) => ({
      status: 200,
      body: page(releases, request).map(({ tag, published }) =>
        make('release', {
          tag_name: tag,
          name: tag,
          published_at: published,
          draft: published === null,
          author: user('jane'),
        }),
      ),
    }),
    'repos/list-deployments': (request) => ({
      status: 200,
      body: page(deployments, request).map(({ id, sha, ref, environment, at }) =>
        make('deployment', { id, sha, ref, environment, created_at: at, updated_at: at, creator: user('jane') }),
      ),
    }),
  }
}
