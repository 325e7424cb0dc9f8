import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { blobOf, type Pull, type PullFile } from './github-pulls.ts'

export type Tree = Readonly<Record<string, string | Uint8Array>>

const DATE = '2026-01-01T00:00:00Z'
const STATUS: Readonly<Record<string, PullFile['status']>> = { A: 'added', D: 'removed', M: 'modified', R: 'renamed' }

/** A pull request from one tree to another, its patches made by git. */
export function pullFromGit(base: Tree, head: Tree, more: Partial<Pull> = {}): Pull {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-pull-'))
  const git = (...argv: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'core.autocrlf=false', ...argv], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1e9,
      stdio: ['ignore', 'pipe', 'ignore'],
      // The same trees are the same commits.
      env: { PATH: process.env.PATH, HOME: folder, GIT_AUTHOR_DATE: DATE, GIT_COMMITTER_DATE: DATE },
    })
  try {
    git('init', '-q')
    const commits = [base, head].map((tree) => commit(folder, git, tree))
    const [from = '', to = ''] = commits
    return {
      number: 7,
      title: 'A change',
      head: { sha: to, ref: 'change' },
      base: { sha: from },
      mergeBase: from,
      files: filesBetween(git, from, to),
      blobs: Object.fromEntries(Object.values(head).map((text) => [blobOf(bytesOf(text)), bytesOf(text)])),
      contents: Object.fromEntries(Object.entries(base).map(([path, text]) => [`${from}:${path}`, bytesOf(text)])),
      ...more,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function bytesOf(text: string | Uint8Array): Uint8Array {
  return typeof text === 'string' ? Buffer.from(text) : text
}

function commit(folder: string, git: (...argv: string[]) => string, tree: Tree): string {
  git('rm', '-rqf', '--ignore-unmatch', '.')
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  git('add', '-A')
  git('commit', '-q', '--allow-empty', '-m', 'x')
  return git('rev-parse', 'HEAD').trim()
}

function filesBetween(git: (...argv: string[]) => string, from: string, to: string): PullFile[] {
  const raw = git('diff', '--raw', '-z', '-M', '--no-abbrev', from, to).split('\0')
  const files: PullFile[] = []
  for (let at = 0; raw[at]?.startsWith(':'); ) {
    const [, , before = '', after = '', letter = ''] = (raw[at++] ?? '').split(' ')
    const status = STATUS[letter.slice(0, 1)] ?? 'changed'
    const old = raw[at++] ?? ''
    const filename = status === 'renamed' ? (raw[at++] ?? '') : old
    const diff = git('diff', '-M', from, to, '--', old, filename)
    const start = diff.search(/^@@ /m)
    const patch = start < 0 ? undefined : diff.slice(start).replace(/\n$/, '')
    const count = (sign: string) => patch?.split('\n').filter((line) => line.startsWith(sign)).length ?? 0
    files.push({
      filename,
      status,
      sha: status === 'removed' ? before : after,
      additions: count('+'),
      deletions: count('-'),
      ...(patch !== undefined && { patch }),
      ...(status === 'renamed' && { previous_filename: old }),
    })
  }
  return files
}
