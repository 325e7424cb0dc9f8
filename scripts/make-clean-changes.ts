/**
 * `node scripts/make-clean-changes.ts [folder] [cache]`: a pack of harmless changes for the scorer of reviews, from consecutive versions of
 * well-kept npm packages whose published code is readable source. A false alarm on one of them is a false alarm on daily work. Few packages with
 * many versions each, so that the registry is asked for few names. Beside `folder` stand `folder-tune`, whose changes rules may be
 * tuned on, and `folder-watch`, whose changes are only counted. The halves are split by package: what is tuned on one says nothing of its neighbour.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

const PACKAGES = [
  'commander',
  'pino',
  'prom-client',
  'piscina',
  'sonic-boom',
  'thread-stream',
  'avvio',
  'light-my-request',
  'execa',
  'p-queue',
  'minisearch',
  '@fastify/rate-limit',
]
const PAIRS_PER_PACKAGE = 8
const MOST_LINES = 1500
/** Bytes. */
const LARGEST_FILE = 300_000
const NEAR_FILES = 40
const SOURCE = /\.(?:[cm]?[jt]sx?)$/
const NOT_SOURCE = /\.(?:map|min\.js|d\.[cm]?ts)$|(?:^|\/)(?:umd|min)\//

interface Change {
  name: string
  from: string
  to: string
  base: string
  head: string
  files: string[]
}

interface Label {
  package: string
  from: string
  to: string
  half: 'tune' | 'watch'
  changed_lines: number
}

const folder = resolve(process.argv[2] ?? 'clean-changes')
const cache = resolve(process.argv[3] ?? `${folder}-cache`)

function npm(args: readonly string[]): string {
  return execFileSync('npm', ['--loglevel=error', ...args], {
    cwd: cache,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** The last releases in order, without pre-releases. */
function lastVersions(name: string): string[] {
  const kept = join(cache, `${name.replace('/', '__')}.json`)
  if (!existsSync(kept)) writeFileSync(kept, npm(['view', name, 'versions', '--json']))
  const versions = JSON.parse(readFileSync(kept, 'utf8')) as string[]
  return versions.filter((version) => /^\d+\.\d+\.\d+$/.test(version)).slice(-PAIRS_PER_PACKAGE - 1)
}

/** Folder with the published files of one version. */
function unpacked(name: string, version: string): string {
  const at = join(cache, `${name.replace('/', '__')}@${version}`)
  if (!existsSync(at)) {
    mkdirSync(at)
    const tarball =
      npm(['pack', `${name}@${version}`, '--ignore-scripts'])
        .trim()
        .split('\n')
        .at(-1) ?? ''
    execFileSync('tar', ['-xzf', join(cache, tarball), '-C', at, '--strip-components=1'])
    rmSync(join(cache, tarball))
  }
  return at
}

function filesOf(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(root, path)).isFile())
}

function contentOf(root: string, path: string): string | undefined {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'latin1') : undefined
}

function isMajorStep(from: string, to: string): boolean {
  return from.split('.')[0] !== to.split('.')[0]
}

function changeBetween(name: string, from: string, to: string): Change | undefined {
  if (isMajorStep(from, to)) return undefined
  const [base, head] = [unpacked(name, from), unpacked(name, to)]
  const files = [...new Set([...filesOf(base), ...filesOf(head)])].filter((path) => {
    const [before, after] = [contentOf(base, path), contentOf(head, path)]
    const size = Math.max(before?.length ?? 0, after?.length ?? 0)
    return before !== after && size < LARGEST_FILE && !/\.(?:map|min\.js)$/.test(path)
  })
  const hasSource = files.some((path) => SOURCE.test(path) && !NOT_SOURCE.test(path))
  return hasSource ? { name, from, to, base, head, files } : undefined
}

/** The changed files, what stands at the root, and neighbours of the changed files. */
function keptFiles(root: string, changed: readonly string[]): string[] {
  const folders = new Set(changed.map((path) => dirname(path)))
  const near = filesOf(root)
    .filter((path) => folders.has(dirname(path)) && SOURCE.test(path))
    .slice(0, NEAR_FILES)
  const top = readdirSync(root).filter((path) => statSync(join(root, path)).isFile())
  const all = new Set([...changed.filter((path) => existsSync(join(root, path))), ...near, ...top])
  return [...all].filter((path) => statSync(join(root, path)).size < LARGEST_FILE)
}

function copyFiles(root: string, target: string, paths: readonly string[]): void {
  mkdirSync(target, { recursive: true })
  for (const path of paths) cpSync(join(root, path), join(target, path))
}

/** A unified diff with paths relative to the two roots. */
function diffOf(at: string): string {
  const { stdout } = spawnSync('git', ['diff', '--no-index', '--no-color', '--find-renames', 'base', 'head'], {
    cwd: at,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return stdout
    .replace(/^diff --git a\/base\/(.*) b\/head\//gm, 'diff --git a/$1 b/')
    .replace(/^diff --git a\/(base|head)\/(.*) b\/\1\//gm, 'diff --git a/$2 b/')
    .replace(/^(--- a|\+\+\+ b)\/(?:base|head)\//gm, '$1/')
    .replace(/^(rename from|rename to|copy from|copy to) (?:base|head)\//gm, '$1 ')
}

function changedLines(diff: string): number {
  return diff.split('\n').filter((line) => /^[+-](?![+-]{2} [ab/])/.test(line)).length
}

/** Writes one change; undefined where it is too large to be a daily one. */
function writeChange(change: Change, id: string, half: Label['half']): Label | undefined {
  const at = join(folder, id)
  copyFiles(change.base, join(at, 'base'), keptFiles(change.base, change.files))
  copyFiles(change.head, join(at, 'head'), keptFiles(change.head, change.files))
  const diff = diffOf(at)
  const lines = changedLines(diff)
  if (lines === 0 || lines > MOST_LINES) {
    rmSync(at, { recursive: true })
    return undefined
  }
  writeFileSync(join(at, 'change.diff'), diff)
  return { package: change.name, from: change.from, to: change.to, half, changed_lines: lines }
}

function writeLabels(at: string, labels: Readonly<Record<string, Label>>): void {
  writeFileSync(join(at, 'labels.json'), `${JSON.stringify(labels, null, 1)}\n`)
}

/** The half as a pack of its own, by links. */
function linkHalf(labels: Readonly<Record<string, Label>>, half: Label['half']): void {
  const at = `${folder}-${half}`
  rmSync(at, { recursive: true, force: true })
  mkdirSync(at)
  const own = Object.fromEntries(Object.entries(labels).filter(([, label]) => label.half === half))
  for (const id of Object.keys(own)) symlinkSync(join('..', basename(folder), id), join(at, id))
  writeLabels(at, own)
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
mkdirSync(cache, { recursive: true })
const labels: Record<string, Label> = {}
for (const [index, name] of PACKAGES.entries()) {
  const versions = lastVersions(name)
  for (const [before, to] of versions.slice(1).entries()) {
    const change = changeBetween(name, versions[before] ?? to, to)
    const id = `change-${String(Object.keys(labels).length + 1).padStart(3, '0')}`
    const label = change && writeChange(change, id, index % 2 === 0 ? 'tune' : 'watch')
    if (label) labels[id] = label
  }
  process.stdout.write(`${name}: ${Object.keys(labels).length} changes so far\n`)
}
writeLabels(folder, labels)
for (const half of ['tune', 'watch'] as const) linkHalf(labels, half)
