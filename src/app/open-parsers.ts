import { createRequire } from 'node:module'
import treeSitter from '@vscode/tree-sitter-wasm'
import type { GrammarName, Parsers } from '../analysts/code/parse/parse-module.ts'
import { once } from '../core/once.ts'

const GRAMMARS: readonly GrammarName[] = ['javascript', 'typescript', 'tsx', 'python', 'java', 'go']

/** The parsers of all languages; loaded once in a process. */
export const openParsers: () => Promise<Parsers> = once(load)

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
