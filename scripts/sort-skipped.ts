const COMMAND = /\bnpm run (check:[\w-]+)/

/** Tests that did not run. */
export interface Skipped {
  /** Those that are run only by name: they say the command, and `package.json` has it. */
  byName: string[]
  /** All others: something is missing here. */
  unmet: string[]
}

/** Which of the tests that did not run were not meant to. */
export function sortSkipped(names: readonly string[], scripts: Readonly<Record<string, string>>): Skipped {
  const isByName = (name: string) => Object.hasOwn(scripts, COMMAND.exec(name)?.[1] ?? '')
  return { byName: names.filter(isByName), unmet: names.filter((name) => !isByName(name)) }
}
