import type { Dirent } from 'node:fs'
import { glob, lstat, open, readdir, realpath } from 'node:fs/promises'
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { Problem } from '../../core/analysis.ts'
import { EVIDENCE_KINDS, type EvidenceKind } from '../../core/evidence.ts'
import { messageOf } from '../../core/fault.ts'
import type { EvidenceFile } from '../../core/source.ts'
import { looksBinary, sniffKind } from './sniff.ts'

export interface Inventory {
  files: EvidenceFile[]
  problems: Problem[]
}

const MANIFEST = /^incident\.ya?ml$/
const MOST_FILES = 20_000
const MOST_DEPTH = 12

/**
 * Lists the evidence below `root`: the folders of a bundle by their names, everything else by what it holds.
 * Nothing outside the root is listed unless `trust` is set; what is left out is named in `problems`.
 */
export async function takeInventory(
  root: string,
  sources: Partial<Record<EvidenceKind, string[]>>,
  trust: boolean,
): Promise<Inventory> {
  const inventory: Inventory = { files: [], problems: [] }
  const realRoot = await realpath(root)
  const overridden = new Set(Object.keys(sources))
  for await (const path of walk(realRoot, realRoot, inventory, 0, trust)) {
    const part = path.split(sep)[0] ?? ''
    if (overridden.has(part)) continue
    await add(inventory, realRoot, path, isKind(part) && path.includes(sep) ? part : undefined)
  }
  for (const [kind, patterns] of Object.entries(sources)) {
    for (const pattern of patterns) await addPattern(inventory, realRoot, kind as EvidenceKind, pattern, trust)
  }
  inventory.files.sort((a, b) => (a.source < b.source ? -1 : 1))
  return inventory
}

function isKind(part: string): part is EvidenceKind {
  return (EVIDENCE_KINDS as readonly string[]).includes(part)
}

async function* walk(
  root: string,
  folder: string,
  inventory: Inventory,
  depth: number,
  trust: boolean,
): AsyncGenerator<string> {
  let entries: Dirent[]
  try {
    entries = await readdir(folder, { withFileTypes: true })
  } catch (thrown) {
    inventory.problems.push(
      problem(
        'unreadable',
        relative(root, folder) || '.',
        `cannot be listed: ${messageOf(thrown)}`,
        'Check its permissions.',
      ),
    )
    return
  }
  if (depth > MOST_DEPTH) {
    inventory.problems.push(
      problem(
        'too-deep',
        relative(root, folder),
        `lies more than ${MOST_DEPTH} folders deep and is left out`,
        'Point at the folder itself.',
      ),
    )
    return
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    if (entry.isDirectory()) yield* walk(root, path, inventory, depth + 1, trust)
    else if (entry.isSymbolicLink()) yield* followLink(root, path, inventory, trust)
    else if (entry.isFile()) yield relative(root, path)
    else
      inventory.problems.push(
        problem(
          'not-a-file',
          relative(root, path),
          'is a socket, pipe or device and is not read',
          'Save its content as a file.',
        ),
      )
    if (inventory.files.length >= MOST_FILES) return
  }
}

async function* followLink(root: string, path: string, inventory: Inventory, trust: boolean): AsyncGenerator<string> {
  const name = relative(root, path)
  try {
    const target = await realpath(path)
    if (!trust && !isInside(root, target)) {
      inventory.problems.push(
        problem(
          'outside-bundle',
          name,
          'is a link that leads out of the bundle and is not followed',
          'Copy the file into the bundle, or pass --trust-sources.',
        ),
      )
    } else if ((await lstat(target)).isFile()) yield name
    else
      inventory.problems.push(
        problem('linked-folder', name, 'is a link to a folder and is not followed', 'Copy the folder into the bundle.'),
      )
  } catch (thrown) {
    inventory.problems.push(
      problem(
        'unreadable',
        name,
        `is a link that cannot be followed: ${messageOf(thrown)}`,
        'Mend or remove the link.',
      ),
    )
  }
}

function isInside(root: string, target: string): boolean {
  const path = relative(root, target)
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path)
}

async function addPattern(
  inventory: Inventory,
  root: string,
  kind: EvidenceKind,
  pattern: string,
  trust: boolean,
): Promise<void> {
  const leadsOut =
    isAbsolute(pattern) || pattern.split(/[\\/]/).includes('..') || /^[a-z][a-z0-9+.-]*:\/\//i.test(pattern)
  if (leadsOut && !trust) {
    inventory.problems.push(
      problem(
        'outside-bundle',
        `incident.yaml: sources.${kind}`,
        `"${pattern}" leads out of the bundle and is not read`,
        'Name the path on the command line, or pass --trust-sources.',
      ),
    )
    return
  }
  let found = 0
  for await (const one of glob(pattern, { cwd: root })) {
    // An absolute pattern matches absolute paths.
    const match = relative(root, resolve(root, one))
    const target = await realpath(join(root, match)).catch(() => undefined)
    if (!target || (!trust && !isInside(root, target)) || !(await lstat(target)).isFile()) continue
    found++
    await add(inventory, root, match, kind)
  }
  if (found === 0)
    inventory.problems.push(
      problem(
        'not-found',
        `incident.yaml: sources.${kind}`,
        `"${pattern}" matches no file in the bundle`,
        'Check the path; it is read relative to the bundle.',
      ),
    )
}

async function add(inventory: Inventory, root: string, path: string, kind: EvidenceKind | undefined): Promise<void> {
  const source = path.split(sep).join('/')
  if (MANIFEST.test(source) || (!kind && /^(?:readme|labels|license)\b/i.test(basename(source)))) return
  if (inventory.files.some((file) => file.source === source && file.kind === kind)) return
  try {
    const handle = await open(join(root, path))
    try {
      const { size } = await handle.stat()
      const head = Buffer.alloc(Math.min(size, 16_384))
      await handle.read(head, 0, head.length, 0)
      if (size === 0) inventory.problems.push(problem('empty', source, 'is empty', 'Export it again, or remove it.'))
      else if (looksBinary(head))
        inventory.problems.push(
          problem('binary', source, 'is not text and is not read', 'Unpack or export it as text.'),
        )
      else pushFile(inventory, source, kind ?? sniffKind(source, head.toString('utf8')), size)
    } finally {
      await handle.close()
    }
  } catch (thrown) {
    inventory.problems.push(
      problem('unreadable', source, `cannot be read: ${messageOf(thrown)}`, 'Check its permissions.'),
    )
  }
}

function pushFile(inventory: Inventory, source: string, kind: EvidenceKind | undefined, bytes: number): void {
  if (kind) inventory.files.push({ source, kind, bytes })
  else
    inventory.problems.push(
      problem(
        'unknown-kind',
        source,
        'is of no kind that is known',
        'Put it into logs/, metrics/, traces/, changes/, kubernetes/ or another part of the bundle.',
      ),
    )
}

function problem(code: string, source: string, what: string, hint: string): Problem {
  return { code, source, message: `${source} ${what}.`, hint }
}
