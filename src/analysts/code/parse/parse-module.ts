import type { Parser } from '@vscode/tree-sitter-wasm'
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
  return BY_EXTENSION[name.slice(name.lastIndexOf('.') + 1).toLowerCase()]
}

/** Undefined where the language is not one that is parsed. Broken syntax leaves holes, it does not throw. */
export function parseModule(file: string, text: string, parsers: Parsers): ModuleCode | undefined {
  const reading = readingOf(file)
  if (reading === undefined) return undefined
  const tree = parsers[reading.grammar].parse(text)
  if (tree === null) return undefined
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
