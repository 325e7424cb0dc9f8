/** What the tests of a tree name. */
export interface TestIndex {
  files: readonly { path: string; words: ReadonlySet<string> }[]
}

const WORD = /[A-Za-z_$][\w$-]*/g

/** Reads the words of each test file: names, and parts of the paths of what it imports. */
export function indexTests(files: readonly { path: string; text: string }[]): TestIndex {
  return {
    files: files.map(({ path, text }) => ({ path, words: new Set(Array.from(text.matchAll(WORD), ([word]) => word)) })),
  }
}

/** Whether any test names one of these words. */
export function isNamedInTests({ files }: TestIndex, words: readonly string[]): boolean {
  return files.some((file) => words.some((word) => file.words.has(word)))
}
