import { basename, resolve } from 'node:path'
import type { Problem } from '../../core/analysis.ts'
import type { Change, TimeWindow } from '../../core/evidence.ts'
import { messageOf } from '../../core/fault.ts'
import { serviceOfFiles } from '../../formats/service-of-files.ts'
import { git } from './git.ts'

export interface CommitLog {
  /** The name under which the commits are cited. */
  source: string
  /** One line a commit: what citations point at. */
  text: string
  changes: Change[]
  problems: Problem[]
}

const FIELD = '\u001f'
const RECORD = '\u001e'
const MOST_COMMITS = 200
const TIMEOUT = 20_000

/** Lists the commits of a repository within a window (milliseconds), newest first. What fails is a problem, never a throw. */
export async function listCommits(
  repository: string,
  { from, to }: TimeWindow,
  signal: AbortSignal = new AbortController().signal,
): Promise<CommitLog> {
  const path = resolve(repository)
  const source = `git:${basename(path)}`
  const log: CommitLog = { source, text: '', changes: [], problems: [] }
  try {
    const listed = await git(
      [
        'log',
        '--no-textconv',
        '--no-ext-diff',
        '--name-only',
        `--max-count=${MOST_COMMITS}`,
        `--since=${Math.floor(from / 1000)}`,
        `--until=${Math.ceil(to / 1000)}`,
        `--format=${RECORD}%H${FIELD}%cI${FIELD}%an${FIELD}%s${FIELD}`,
      ],
      { repository: path, timeoutMilliseconds: TIMEOUT, signal },
    )
    if (listed.status !== 'ended' || listed.exit !== 0)
      throw new Error(
        listed.status === 'unstarted' ? listed.reason : listed.status === 'ended' ? listed.err : 'git took too long.',
      )
    const lines = listed.out
      .split(RECORD)
      .filter((record) => record.trim() !== '')
      .map((record, index) => toChange(record, index + 1, source, path))
    log.changes.push(...lines)
    log.text = lines.map(({ citation }) => citation.quote).join('\n')
  } catch (thrown) {
    log.problems.push({
      code: 'unreadable',
      source,
      message: `The commits of ${repository} cannot be listed: ${messageOf(thrown).split('\n')[0]}`,
      hint: 'Give --repo the folder of a git checkout, and check that git is installed.',
    })
  }
  return log
}

function toChange(record: string, line: number, source: string, repository: string): Change {
  const [commit = '', date = '', author = '', summary = '', names = ''] = record.split(FIELD)
  const files = names
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return {
    id: commit.trim().slice(0, 12),
    kind: 'commit',
    service: serviceOfFiles(files) ?? basename(repository),
    at: Date.parse(date),
    author,
    summary,
    commit: commit.trim(),
    repository,
    files,
    citation: { source, line, quote: `${commit.trim().slice(0, 12)} ${date} ${summary.replace(/[\r\n]+/g, ' ')}` },
  }
}
