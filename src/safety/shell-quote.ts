/** Characters that no shell gives a meaning to in a word; zsh expands a leading `=`. */
const PLAIN_WORD = /^(?!=)[A-Za-z0-9_./:@%+,=-]+$/

/** `NAME=value` as a first word would be an assignment and not a command. */
const ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*=/

/**
 * An argument list as one line for a POSIX shell: every word arrives as it is, whatever stands in it. Words that need it
 * are put in single quotes (POSIX.1-2024, Shell Command Language, 2.2.2). An empty list gives an empty string. Throws a
 * RangeError for a NUL, which no argument can hold.
 */
export function quoteCommand(argv: readonly string[]): string {
  return argv.map((word, index) => quoteWord(word, index === 0)).join(' ')
}

/** One word, quoted where needed; `first` where it stands in the place of the command. */
export function quoteWord(word: string, first = false): string {
  if (word.includes('\0')) throw new RangeError('An argument cannot hold a NUL character.')
  const plain = PLAIN_WORD.test(word) && !(first && ASSIGNMENT.test(word))
  return plain ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

const LABEL = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?'
const RFC_1123_LABEL = new RegExp(`^${LABEL}$`)
const RFC_1123_SUBDOMAIN = new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*$`)
const RFC_1035_LABEL = /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/
/** No NUL, no control or format character, and no way to look like an option. */
const PRINTABLE_PATH = /^(?!-)[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,4096}$/u

const NAME_RULES = {
  pod: RFC_1123_SUBDOMAIN,
  deployment: RFC_1123_SUBDOMAIN,
  statefulset: RFC_1123_SUBDOMAIN,
  daemonset: RFC_1123_SUBDOMAIN,
  configmap: RFC_1123_SUBDOMAIN,
  secret: RFC_1123_SUBDOMAIN,
  node: RFC_1123_SUBDOMAIN,
  namespace: RFC_1123_LABEL,
  container: RFC_1123_LABEL,
  service: RFC_1035_LABEL,
  /** The number of a rollout. */
  revision: /^[1-9][0-9]{0,8}$/,
  /** An abbreviated or whole object id. */
  commit: /^[0-9a-f]{7,64}$/,
  /** A subset of what `git check-ref-format` allows. */
  'git-ref': /^(?![-./])(?!.*(?:\.\.|\/\/|\/\.|@\{|\.lock(?:\/|$)|[./]$))[A-Za-z0-9_./@+-]{1,250}$/,
  path: PRINTABLE_PATH,
} as const satisfies Record<string, RegExp>

export type NameKind = keyof typeof NAME_RULES

/**
 * Whether a name that was read from evidence may stand in a command as a name of this kind: Kubernetes names by RFC 1123
 * and RFC 1035, git refs by a subset of `git check-ref-format`. No kind lets a name begin with `-`.
 */
export function isSafeName(kind: NameKind, name: string): boolean {
  return NAME_RULES[kind].test(name)
}
