import { createRequire } from 'node:module'
import treeSitter from '@vscode/tree-sitter-wasm'
import type { GrammarName, Parsers } from '../analysts/code/parse/parse-module.ts'

const GRAMMARS: readonly GrammarName[] = ['javascript', 'typescript', 'tsx', 'python', 'java', 'go']

let opened: Promise<Parsers> | undefined

/** The parsers of all languages; loaded once in a process. */
export function openParsers(): Promise<Parsers> {
  opened ??= load()
  return opened
}

async function load(): Promise<Parsers> {
  const { resolve } = createRequire(import.meta.url)
  const { Language, Parser } = treeSitter
  await Parser.init()
  const pairs = await Promise.all(
    GRAMMARS.map(async (name) => {
      const language = await Language.load(resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`))
      return [name, new Parser().setLanguage(language)] as const
    }),
  )
  return Object.fromEntries(pairs) as Record<GrammarName, (typeof pairs)[number][1]>
}
