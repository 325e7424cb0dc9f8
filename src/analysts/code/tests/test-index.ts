/** What the tests of a tree name. */
export interface TestIndex {
  words: ReadonlySet<string>
}

const WORD = /[A-Za-z_$][\w$-]*/g

/** Reads the words of the test files: names, and parts of the paths of what they import. */
export function indexTests(files: readonly { text: string }[]): TestIndex {
  const words = new Set<string>()
  for (const { text } of files) for (const [word] of text.matchAll(WORD)) words.add(word)
  return { words }
}

/** Whether any test names one of these words. */
export function isNamedInTests(tests: TestIndex, words: readonly string[]): boolean {
  return words.some((word) => tests.words.has(word))
}
