import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { splitLines } from '../../../../src/analysts/code/change/changed-lines.ts'
import type { CodeChange } from '../../../../src/analysts/code/change/code-change.ts'
import { analyseDocumentation } from '../../../../src/analysts/code/documentation/analyse-documentation.ts'
import { type Parsers, parseModule } from '../../../../src/analysts/code/parse/parse-module.ts'
import { isTestPath } from '../../../../src/analysts/code/path-role.ts'
import { analysePerformance } from '../../../../src/analysts/code/performance/analyse-performance.ts'
import { analyseConventions } from '../../../../src/analysts/code/style/analyse-conventions.ts'
import { analyseTests } from '../../../../src/analysts/code/tests/analyse-tests.ts'
import { indexTests } from '../../../../src/analysts/code/tests/test-index.ts'
import type { CodeFinding, ReviewedFile } from '../../../../src/core/review.ts'

/** A small change with what is to be said of it. */
export interface LabelledChange {
  /** Name of the rule's file and of the case. */
  name: string
  /** `rule path:line`, sorted; empty where the crew has to be silent. */
  expected: string[]
  base: ReadonlyMap<string, string>
  head: ReadonlyMap<string, string>
}

const ROOT = 'test/review-cases/quality'

/**
 * Reads all `*.cases`. In such a file `== name` begins a case, `expect rule path:line` says what is to be found, `@@ base path`, `@@ head path` and
 * `@@ both path` begin a file, whose last line break belongs to it unless `\\ no line break` follows. Bundles, so that neither tests nor the compiler take the cases for their own.
 */
export function labelledChanges(): LabelledChange[] {
  return globSync('**/*.cases', { cwd: ROOT })
    .toSorted()
    .flatMap((path) => readCases(basename(path, '.cases'), readFileSync(`${ROOT}/${path}`, 'utf8')))
}

function readCases(rule: string, text: string): LabelledChange[] {
  return text
    .split(/^== /m)
    .slice(1)
    .map((block) => {
      const [header = '', ...files] = block.split(/^@@ /m)
      const [title = '', ...lines] = header.split('\n')
      const base = new Map<string, string>()
      const head = new Map<string, string>()
      for (const file of files) {
        const [, side = '', path = '', content = ''] = /^(\w+) (\S+)\n([\s\S]*)$/.exec(file) ?? []
        const text = content.replace(/\n\\ no line break\n$/, '')
        if (side !== 'head') base.set(path, text)
        if (side !== 'base') head.set(path, text)
      }
      const expected = lines.flatMap((line) => /^expect (.*)$/.exec(line)?.[1] ?? [])
      return { name: `${rule}: ${title}`, expected: expected.toSorted(), base, head }
    })
}

/** What the four analysts say, as `rule path:line`. */
export function said(change: LabelledChange, parsers: Parsers): string[] {
  return findingsIn(change, parsers)
    .map(({ rule, at }) => `${rule} ${at.file}:${at.line}`)
    .toSorted()
}

export function findingsIn({ base, head }: Pick<LabelledChange, 'base' | 'head'>, parsers: Parsers): CodeFinding[] {
  const change: CodeChange = {
    files: [...new Set([...base.keys(), ...head.keys()])].flatMap((path) =>
      reviewed(path, base.get(path), head.get(path)),
    ),
    modules: parsed(head, parsers),
    baseModules: parsed(base, parsers),
  }
  const all = [...head].map(([path, text]) => ({ path, text }))
  const paths = new Set(head.keys())
  return [
    ...analysePerformance(change),
    ...analyseTests(change, { tests: indexTests(all.filter(({ path }) => isTestPath(path))), paths }),
    ...analyseDocumentation(change, { paths, documents: all.filter(({ path }) => path.endsWith('.md')) }),
    ...analyseConventions(change, {
      paths,
      editorConfigs: all.filter(({ path }) => path.endsWith('.editorconfig')),
      lintConfigs: all.filter(({ path }) => /eslint|biome/.test(path)),
    }),
  ]
}

function reviewed(path: string, baseText: string | undefined, text: string | undefined): ReviewedFile[] {
  if (baseText === text) return []
  if (text === undefined) return [{ path, status: 'removed', ...(baseText !== undefined && { baseText }), changed: [] }]
  if (baseText === undefined) return [{ path, status: 'added', text, changed: 'all' }]
  return [{ path, status: 'modified', text, baseText, changed: changedRanges(baseText, text) }]
}

/** Good enough for small texts: what differs between the same beginning and the same end. */
function changedRanges(before: string, after: string) {
  const [was, is] = [splitLines(before), splitLines(after)]
  let start = 0
  while (start < is.length && was[start] === is[start]) start += 1
  let end = 0
  while (end < is.length - start && end < was.length - start && was.at(-1 - end) === is.at(-1 - end)) end += 1
  return is.length - end > start ? [{ line: start + 1, endLine: is.length - end }] : []
}

function parsed(texts: ReadonlyMap<string, string>, parsers: Parsers): CodeChange['modules'] {
  return new Map(
    [...texts].flatMap(([path, text]) => {
      const module = parseModule(path, text, parsers)
      return module === undefined ? [] : [[path, module] as const]
    }),
  )
}
