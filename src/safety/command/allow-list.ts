import { WatchfloorFault } from '../../core/fault.ts'
import { own } from '../../core/own.ts'

/** The verbs of a program that may be run, each with the flags that it may be given; nothing else can be run at all. */
export interface AllowList {
  program: string
  /** Flags that come before the verb. `--flag=` allows any value after it; a flag of two words is written with `=` by the caller. */
  global: readonly string[]
  verbs: Readonly<Record<string, readonly string[]>>
  /** Set for a program without verbs: what is no flag stands after a `--`, and `global` lists the flags before it. */
  hasNoVerbs?: true
}

/**
 * Refuses whatever is not on the list: a fault `internal`, since an argument list is made by an executor and never by
 * evidence. `argv` is without the program.
 */
export function refuseUnlisted({ program, global, verbs, hasNoVerbs }: AllowList, argv: readonly string[]): void {
  if (argv.some((word) => word.includes('\0'))) throw unlisted(program, 'with a NUL character')
  if (hasNoVerbs) {
    refuseUnlistedFlags(program, global, argv)
    return
  }
  const verbAt = argv.findIndex((word) => !word.startsWith('-'))
  const verb = argv[verbAt] ?? ''
  const flags = own(verbs, verb)
  if (verbAt < 0 || flags === undefined) throw unlisted(program, verb === '' ? 'without a verb' : `"${verb}"`)
  for (const word of argv.slice(0, verbAt)) if (!isListed(word, global)) throw unlisted(program, `with "${word}"`)
  const end = argv.indexOf('--')
  const words = argv.slice(verbAt + 1, end < 0 ? undefined : end)
  for (const word of words)
    if (word.startsWith('-') && !isListed(word, flags)) throw unlisted(program, `${verb} with "${word}"`)
}

function refuseUnlistedFlags(program: string, flags: readonly string[], argv: readonly string[]): void {
  const end = argv.indexOf('--')
  if (end < 0) throw unlisted(program, 'without a `--`')
  for (const word of argv.slice(0, end)) if (!isListed(word, flags)) throw unlisted(program, `with "${word}"`)
}

function unlisted(program: string, what: string): WatchfloorFault {
  return new WatchfloorFault('internal', `${program} ${what} is not on the list of what may be run.`)
}

function isListed(word: string, flags: readonly string[]): boolean {
  return flags.some((flag) => (flag.endsWith('=') ? word.startsWith(flag) : word === flag))
}

/** Whether a path lies in a folder, or is it. Both absolute and resolved. */
export function liesIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
}
