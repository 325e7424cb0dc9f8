import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Who may import whom. This table is the architecture; every folder may also import itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  core: [],
  formats: ['core'],
  analysts: ['core'],
  fusion: ['core'],
  engine: ['core'],
  reasoner: ['core'],
  bus: ['core', 'telemetry'],
  safety: ['core'],
  report: ['core', 'safety'],
  integrations: ['core', 'formats', 'safety'],
  patterns: ['core', 'reasoner', 'fusion'],
  crews: ['core', 'analysts', 'fusion', 'reasoner', 'patterns', 'safety', 'report'],
  app: [
    'core',
    'formats',
    'analysts',
    'fusion',
    'engine',
    'reasoner',
    'bus',
    'safety',
    'report',
    'integrations',
    'crews',
    'telemetry',
  ],
  telemetry: ['core'],
  console: ['core'],
  server: ['core', 'app', 'report', 'telemetry'],
  cli: ['core', 'app', 'report', 'server'],
  testing: ['core', 'engine'],
}

interface Import {
  file: string
  from: string
  target: string
}

const files = globSync('src/**/*.ts').map((file) => file.split(sep).join('/'))
const imports = files.flatMap(importsOf)

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  return Array.from(text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g), ([, target = '']) => ({
    file,
    from: folderOf(file),
    target,
  }))
}

function folderOf(path: string): string {
  return path.split('/')[1] ?? ''
}

function resolved({ file, target }: Import): string {
  return normalize(join(dirname(file), target))
    .split(sep)
    .join('/')
}

const local = imports.filter(({ target }) => target.startsWith('.'))

describe('architecture', () => {
  it('knows every folder of src', () => {
    const folders = [...new Set(files.filter((file) => file.split('/').length > 2).map(folderOf))]
    expect(folders.filter((folder) => !(folder in MAY_IMPORT))).toEqual([])
  })

  it('lets each folder import only what the table allows', () => {
    const wrong = local.filter((one) => {
      const to = folderOf(resolved(one))
      return one.file.split('/').length > 2 && to !== one.from && !MAY_IMPORT[one.from]?.includes(to)
    })
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  it('keeps analysts, fusion and core free of files, clocks and chance', () => {
    const impure = imports.filter(
      ({ from, target }) => ['analysts', 'fusion', 'core'].includes(from) && target.startsWith('node:'),
    )
    expect(impure.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
    const calls = files.filter(
      (file) =>
        ['analysts', 'fusion', 'core'].includes(folderOf(file)) &&
        /\bDate\.now\(|\bMath\.random\(|new Date\(\)/.test(readFileSync(file, 'utf8')),
    )
    expect(calls).toEqual([])
  })

  it('lets core import zod and nothing else', () => {
    const strange = imports.filter(({ from, target }) => from === 'core' && !target.startsWith('.') && target !== 'zod')
    expect(strange.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  it('imports only packages that are installed with it', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>
    }
    const packageOf = (target: string) =>
      target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/')
    const strange = imports.filter(
      ({ target }) =>
        /^@?[a-z][\w./-]*$/.test(target) && !target.startsWith('node:') && !(packageOf(target) in dependencies),
    )
    expect(strange.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  it('lets no integration import a sibling, and no crew another crew', () => {
    const siblings = local.filter((one) => {
      const [, folder, own] = one.file.split('/')
      const [, toFolder, to] = resolved(one).split('/')
      // How to speak HTTP with care is what those that speak it share.
      if (folder === 'integrations' && to === 'web') return false
      return (folder === 'integrations' || folder === 'crews') && toFolder === folder && own !== to
    })
    expect(siblings.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  it('has no cycles', () => {
    const graph = new Map(files.map((file) => [file, local.filter((one) => one.file === file).map(resolved)]))
    expect(findCycle(graph)).toBeUndefined()
  })
})

function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>()
  const visit = (file: string, path: string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return undefined
    done.add(file)
    for (const target of graph.get(file) ?? []) {
      const cycle = visit(target, [...path, file])
      if (cycle) return cycle
    }
    return undefined
  }
  for (const file of graph.keys()) {
    const cycle = visit(file, [])
    if (cycle) return cycle
  }
  return undefined
}
