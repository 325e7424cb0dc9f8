import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder for repositories that is taken away by the one who made it. */
export function makeFolder(): { folder: string; remove(): void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'watchfloor-change-')))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export function runGit(repository: string, ...argv: string[]): string {
  return execFileSync(
    'git',
    [
      '-C',
      repository,
      '-c',
      'user.name=t',
      '-c',
      'user.email=t@localhost',
      '-c',
      'protocol.file.allow=always',
      ...argv,
    ],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_EDITOR: 'true' },
    },
  ).replace(/\n$/, '')
}

/** A repository with one commit of these files on `main`, unless there are none. */
export function makeRepository(repository: string, files: Readonly<Record<string, string | Uint8Array>> = {}) {
  mkdirSync(repository, { recursive: true })
  const git = (...argv: string[]) => runGit(repository, ...argv)
  const write = (written: Readonly<Record<string, string | Uint8Array>>) => {
    for (const [path, text] of Object.entries(written)) {
      mkdirSync(dirname(join(repository, path)), { recursive: true })
      writeFileSync(join(repository, path), text)
    }
  }
  const commit = (written: Readonly<Record<string, string | Uint8Array>>, message = 'change') => {
    write(written)
    git('add', '-A')
    git('commit', '-qm', message, '--no-verify')
    return git('rev-parse', 'HEAD')
  }
  git('init', '-q', '-b', 'main', '.')
  if (Object.keys(files).length > 0) commit(files, 'first')
  return { repository, git, write, commit }
}
