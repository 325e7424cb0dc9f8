/**
 * What a table says of a word that comes from outside. Asked by `table[word]`, words such as `constructor` are answered by what every
 * object inherits.
 */
export function own<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined
}
