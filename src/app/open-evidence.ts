import type { Citation } from '../core/evidence.ts'
import type { Source, SourceAddress } from '../core/source.ts'
import { openBundle } from '../integrations/bundle/open-bundle.ts'
import { listCommits } from '../integrations/git/list-commits.ts'
import { showCommit } from '../integrations/git/show-commit.ts'

/** Commits this long before the incident may have caused it. Milliseconds. */
const HORIZON = 3 * 86_400_000

/** Opens all evidence of an address: the bundle, and the commits of the repositories that the command line names. */
export async function openEvidence(address: SourceAddress): Promise<Source> {
  const bundle = await openBundle(address)
  if (address.repositories.length === 0) return bundle
  const { startedAt, endedAt } = bundle.incident
  const known = startedAt ?? endedAt
  const window =
    known === undefined
      ? { from: 0, to: Number.MAX_SAFE_INTEGER / 10_000 }
      : { from: known - HORIZON, to: endedAt ?? known }
  const logs = await Promise.all(address.repositories.map((repository) => listCommits(repository, window)))
  const texts = new Map(logs.map(({ source, text }) => [source, text.split('\n')]))
  const stands = ({ source, line = 0, quote }: Citation) =>
    quote !== '' && (texts.get(source)?.[line - 1]?.includes(quote) ?? false)
  return {
    ...bundle,
    files: [
      ...bundle.files,
      ...logs
        .filter(({ changes }) => changes.length > 0)
        .map(({ source, text }) => ({ source, kind: 'changes' as const, bytes: text.length })),
    ],
    get problems() {
      return [...bundle.problems, ...logs.flatMap(({ problems }) => problems)]
    },
    changes: async () => [...(await bundle.changes()), ...logs.flatMap(({ changes }) => changes)],
    async commitDiff(commit, signal) {
      for (const repository of address.repositories) {
        const shown = await showCommit(repository, commit, signal)
        if (shown !== undefined) return shown
      }
      return undefined
    },
    holds: async (source, citations) => (texts.has(source) ? citations.map(stands) : bundle.holds(source, citations)),
  }
}
