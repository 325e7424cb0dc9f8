import type { Parser, ParseState } from '@vscode/tree-sitter-wasm'
import { own } from '../../../core/own.ts'
import type { LanguageName, ModuleCode } from '../program.ts'
import { lowerGo } from './lower-go.ts'
import { lowerJava } from './lower-java.ts'
import { lowerPython } from './lower-python.ts'
import { lowerScript } from './lower-script.ts'
import { brokenIn, commentsIn, type Lower } from './syntax.ts'

/** A grammar of tree-sitter by its own name. */
export type GrammarName = 'javascript' | 'typescript' | 'tsx' | 'python' | 'java' | 'go'

/** Gives the parser for a grammar, ready to use. Loading them is left to who may read files. */
export type Parsers = Readonly<Record<GrammarName, Parser>>

interface Reading {
  language: LanguageName
  grammar: GrammarName
  lower: Lower
}

const JAVASCRIPT: Reading = { language: 'javascript', grammar: 'javascript', lower: lowerScript }
const TYPESCRIPT: Reading = { language: 'typescript', grammar: 'typescript', lower: lowerScript }
const PYTHON: Reading = { language: 'python', grammar: 'python', lower: lowerPython }

const BY_EXTENSION: Readonly<Record<string, Reading>> = {
  js: JAVASCRIPT,
  mjs: JAVASCRIPT,
  cjs: JAVASCRIPT,
  jsx: JAVASCRIPT,
  ts: TYPESCRIPT,
  mts: TYPESCRIPT,
  cts: TYPESCRIPT,
  tsx: { language: 'typescript', grammar: 'tsx', lower: lowerScript },
  py: PYTHON,
  pyi: PYTHON,
  java: { language: 'java', grammar: 'java', lower: lowerJava },
  go: { language: 'go', grammar: 'go', lower: lowerGo },
}

/** The language of a file by its name; undefined for what is not parsed. */
export function languageOf(file: string): LanguageName | undefined {
  return readingOf(file)?.language
}

function readingOf(file: string): Reading | undefined {
  const name = file.slice(file.lastIndexOf('/') + 1)
  return own(BY_EXTENSION, name.slice(name.lastIndexOf('.') + 1).toLowerCase())
}

/** How much trouble with broken syntax is taken over several files; goes down as they are parsed. */
export interface Patience {
  left: number
}

/**
 * Recovering from an error costs more the further in the text it stands, so that a file of nothing but errors would take for ever. Each
 * report of the parser from within an error counts by its offset; a file of a megabyte may have a dozen.
 */
const PATIENCE = 12_000_000
/** For one file more than is left for all. */
const LEAST = 1_000_000

export function newPatience(): Patience {
  return { left: PATIENCE * 4 }
}

/**
 * Undefined where the language is not one that is parsed. Broken syntax leaves holes, it does not throw; what is nothing but broken is
 * one hole from the first line to the last.
 */
export function parseModule(
  file: string,
  text: string,
  parsers: Parsers,
  patience = newPatience(),
): ModuleCode | undefined {
  const reading = readingOf(file)
  if (reading === undefined) return undefined
  const parser = parsers[reading.grammar]
  const allowed = Math.max(LEAST, Math.min(PATIENCE, patience.left))
  let trouble = 0
  const isTooMuch = ({ hasError, currentOffset }: ParseState) => {
    if (hasError) trouble += currentOffset
    return trouble > allowed
  }
  const tree = parser.parse(text, null, { progressCallback: isTooMuch })
  patience.left -= trouble
  if (tree === null) {
    parser.reset()
    const whole = { line: 1, endLine: text.split('\n').length, column: 1 }
    return { file, language: reading.language, package: '', body: [], broken: [whole], comments: [] }
  }
  try {
    const root = tree.rootNode
    return {
      file,
      language: reading.language,
      ...reading.lower(root),
      broken: brokenIn(root),
      comments: commentsIn(root),
    }
  } finally {
    tree.delete()
  }
}
