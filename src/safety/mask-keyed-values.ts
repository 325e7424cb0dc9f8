import { looksRandom, type MaskKind, type MaskRule, type SecretSpan } from './mask-rule.ts'

/**
 * Names that announce a secret when a value follows at once. `any`: whatever follows is one. `random`: only what looks
 * made by a machine is, because the word also names harmless things (`token: expired`, `secret: db-credentials`).
 */
const KEYS: readonly { kind: MaskKind; demands: 'any' | 'random'; names: string }[] = [
  { kind: 'password', demands: 'any', names: 'password|passwd|passphrase|pwd|passwort|[_-]pass(?![pw])' },
  { kind: 'card', demands: 'any', names: 'cvv2?|cvc2?|card[_-]?security[_-]?code' },
  {
    kind: 'key',
    demands: 'any',
    names:
      'api[_-]?key|secret[_-]?(?:access[_-]?)?key|access[_-]?key|account[_-]?key|private[_-]?key|encryption[_-]?key|signing[_-]?key|subscription[_-]?key',
  },
  {
    kind: 'token',
    demands: 'any',
    names:
      'client[_-]?secret|app[_-]?secret|webhook[_-]?secret|(?:access|auth|refresh|bearer|api|session|security|csrf|id)[_-]?token',
  },
  {
    kind: 'token',
    demands: 'random',
    names: 'token|secret|credentials?|session[_-]?id|(?<=[?&])(?:sig|signature|code|key)',
  },
]

const KEY = new RegExp(KEYS.map(({ names }) => `(${names})`).join('|'), 'gi')
/** Between name and value: `=`, `:`, `=>`, quotes that may be escaped (JSON in a log line in JSON). */
const SEPARATOR = /\\{0,3}["']?\s{0,4}(?:=>|:=|=|:)\s{0,4}/y
/** After an option a blank is enough: `--password hunter2`. */
const OPTION_SEPARATOR = /(?:=|\s{1,4})/y
const OPTION_NAME = /(?:^|\s)--[A-Za-z0-9-]{0,40}$/
const OPENING_QUOTE = /\\{0,3}["']/y
const QUOTED = { '"': /[^"\\]*(?:\\(?!")[^"\\]*)*/y, "'": /[^'\\]*(?:\\(?!')[^'\\]*)*/y }
const BARE = /[^\s"'\\,;&<>()[\]{}|]+/y

const HARMLESS =
  /^(?:|null|nil|none|true|false|undefined|empty|yes|no|not|is|was|the|for|invalid|incorrect|wrong|missing|required|expired|rejected|denied|changed|\*+|x{3,}|<?redacted>?|\$|\[?(?:filtered|redacted|masked|hidden)\]?|\$\{?[A-Z0-9_.]+\}?|‹[a-z]+-[0-9]+›)$/i

/** Values that follow the name of a secret: assignments, JSON, YAML, query strings, connection strings, options. */
export const keyedValues: MaskRule = function* (text) {
  let resumeAt = 0
  for (const match of text.matchAll(KEY)) {
    if (match.index < resumeAt) continue
    const span = valueAfter(text, match.index, match.index + match[0].length)
    if (span === undefined) continue
    const rule = KEYS[match.slice(1).findIndex((group) => group !== undefined)]
    if (rule === undefined || !isSecret(text.slice(span.start, span.end), rule.demands)) continue
    resumeAt = span.end
    yield { kind: rule.kind, ...span }
  }
}

function isSecret(value: string, demands: 'any' | 'random'): boolean {
  // A path is where a secret lies (or a working directory), not the secret.
  if (HARMLESS.test(value) || value.startsWith('/')) return false
  return demands === 'any' || looksRandom(value)
}

function valueAfter(text: string, keyStart: number, keyEnd: number): Omit<SecretSpan, 'kind'> | undefined {
  const isOption = OPTION_NAME.test(text.slice(Math.max(0, keyStart - 48), keyStart))
  const start = skip(SEPARATOR, text, keyEnd) ?? (isOption ? skip(OPTION_SEPARATOR, text, keyEnd) : undefined)
  if (start === undefined) return undefined
  const quoted = skip(OPENING_QUOTE, text, start)
  const quote = quoted === undefined ? undefined : text[quoted - 1]
  const from = quoted ?? start
  const to = skip(quote === '"' || quote === "'" ? QUOTED[quote] : BARE, text, from)
  return to === undefined || to === from ? undefined : { start: from, end: to }
}

function skip(expression: RegExp, text: string, at: number): number | undefined {
  expression.lastIndex = at
  return expression.test(text) ? expression.lastIndex : undefined
}

/** Whether the next word of a command is a secret: `--password`, `--api-key`. */
export function isSecretOption(word: string): boolean {
  return /^--?(?:[a-z0-9-]{0,40}-)?(?:password|passwd|passphrase|token|secret|api-?key|access-?key|secret-?key)$/i.test(
    word,
  )
}
