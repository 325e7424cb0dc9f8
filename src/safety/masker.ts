import { keyedValues } from './mask-keyed-values.ts'
import { announcedPhone } from './mask-personal-data.ts'
import { looksRandom, type MaskKind, type MaskRule, type SecretSpan } from './mask-rule.ts'
import { MASK_RULES } from './mask-rules.ts'

const PERSONAL: ReadonlySet<MaskKind> = new Set(['email', 'phone', 'iban', 'card'])
const ANNOUNCED_NUMBERS = [keyedValues, announcedPhone]
/** Digits that would be secret in any field that says so of its number. */
const SOME_DIGITS = '135792468'
const ONE_PLACEHOLDER = /‹([a-z]+)-([0-9]{1,9})›/g
/** Also as JSON may write it. */
const TAKEN = /(?:‹|\\u2039)([a-z]+)-([0-9]{1,9})(?:›|\\u203a)/gi
const PLACEHOLDER = /^(?:‹[a-z]+-[0-9]+›)+$/

export interface Masker {
  /** The text with every secret and every piece of personal data replaced by a placeholder such as `‹email-1›`. */
  mask(text: string): string
  /** The text of a field, masked by what it is and by what the name of the field says of it: `password`, `set-cookie`. */
  maskField(key: string | undefined, text: string): string
  /** Placeholders that stand in a text already are given to nothing else; `mask` does so by itself for what it is given. */
  leaveTaken(text: string): void
  /** Whether the name of a field may say of a number in it that it is a secret. */
  announces(key: string): boolean
  /** The digits of a field that holds a number: a placeholder where its name says that they are a secret, else as they are. */
  maskAnnounced(key: string, digits: string): string
  /** Marks a value as a secret by where it stands, whatever it looks like. */
  maskWhole(value: string, kind: MaskKind): string
  /** The text with the credentials met so far replaced where they stand without anything that announces them. */
  maskKnown(text: string): string
  /**
   * Puts back what the placeholders of this masker stand for, as far as they were given until now, and are `allowed`. What is masked
   * later may differ from one pass of a resumed run to the next, and stays masked.
   */
  restorer(allowed?: (value: string) => boolean): (text: string) => string
}

/**
 * A masker that gives equal values equal placeholders for as long as it lives. Time is linear in the length of a text.
 * `names` are the components that are spoken of: what looks like personal data and is part of such a name stays
 * (a database may be called `user@host`), credentials do not.
 */
export function createMasker(names: readonly string[] = []): Masker {
  const placeholders = new Map<string, string>()
  const counts = new Map<MaskKind, number>()
  const known: KnownSecrets = { words: new Set(), others: new Set() }

  function placeholderOf(value: string, kind: MaskKind): string {
    if (PERSONAL.has(kind) && names.some((name) => name.includes(value))) return value
    const existing = placeholders.get(value)
    if (existing !== undefined) return existing
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    const placeholder = `‹${kind}-${count}›`
    placeholders.set(value, placeholder)
    if (!PERSONAL.has(kind) && value.length <= 200 && looksRandom(value)) remember(known, value)
    return placeholder
  }

  function mask(text: string): string {
    leaveTaken(text, counts)
    return replaceSpans(text, spansOf(text), placeholderOf)
  }

  function maskWhole(value: string, kind: MaskKind): string {
    return PLACEHOLDER.test(value) ? value : placeholderOf(value, kind)
  }

  return {
    mask,
    maskField(key, text) {
      if (key === undefined || text === '') return mask(text)
      leaveTaken(text, counts)
      const kind = kindSaidBy(key, text, [keyedValues])
      if (kind !== undefined) return maskWhole(text, kind)
      const masked = replaceSpans(text, spansAfter(named(key), text), placeholderOf)
      // An option has to begin a text.
      return masked.startsWith('-') ? mask(masked) : masked
    },
    leaveTaken: (text) => leaveTaken(text, counts),
    announces: (key) => kindSaidBy(key, SOME_DIGITS, ANNOUNCED_NUMBERS) !== undefined,
    maskAnnounced(key, digits) {
      const kind = /^[0-9]{3,}$/.test(digits) ? kindSaidBy(key, digits, ANNOUNCED_NUMBERS) : undefined
      return kind === undefined ? digits : maskWhole(digits, kind)
    },
    maskWhole,
    maskKnown: (text) => replaceKnown(text, known, (value) => placeholders.get(value) ?? value),
    restorer(allowed = () => true) {
      const values = new Map(
        [...placeholders].filter(([value]) => allowed(value)).map(([value, placeholder]) => [placeholder, value]),
      )
      return (text) => text.replace(ONE_PLACEHOLDER, (placeholder) => values.get(placeholder) ?? placeholder)
    },
  }
}

/** A text may hold placeholders of another masker: theirs are not given a second time. */
function leaveTaken(text: string, counts: Map<MaskKind, number>): void {
  for (const [, kind, number] of text.matchAll(TAKEN))
    counts.set(kind as MaskKind, Math.max(counts.get(kind as MaskKind) ?? 0, Number(number)))
}

/** Secrets to be found bare: words are looked up, others are searched for one by one, so there may not be many. */
interface KnownSecrets {
  words: Set<string>
  others: Set<string>
}

const WORD = /[A-Za-z0-9_-]{8,}/g
const MOST_OTHERS = 200

function remember(known: KnownSecrets, value: string): void {
  if (/^[A-Za-z0-9_-]+$/.test(value)) known.words.add(value)
  else if (known.others.size < MOST_OTHERS) known.others.add(value)
}

function replaceKnown(text: string, { words, others }: KnownSecrets, placeholderOf: (value: string) => string): string {
  const masked = words.size === 0 ? text : text.replace(WORD, (word) => (words.has(word) ? placeholderOf(word) : word))
  return [...others].reduce((rest, value) => rest.replaceAll(value, () => placeholderOf(value)), masked)
}

/** A field as it would stand before its text, for the rules to read. */
function named(key: string): string {
  return `"${key}":"`
}

/** What the name of a field says that its value is, where that is a secret. */
function kindSaidBy(key: string, value: string, rules: readonly MaskRule[]): MaskKind | undefined {
  const before = named(key)
  // A quote in a value ends it for the rules, and does not for whoever holds the whole of it.
  const spans = rules.flatMap((rule) => [...rule(before + value.replace(/["'\\]/g, ''))])
  return spans.find(({ start }) => start === before.length)?.kind
}

/** The stretches of a text that stands behind another one. */
function spansAfter(before: string, text: string): SecretSpan[] {
  return spansOf(before + text)
    .filter(({ end }) => end > before.length)
    .map(({ kind, start, end }) => ({
      kind,
      start: Math.max(0, start - before.length),
      end: end - before.length,
    }))
}

/** Every stretch that a rule marks, ascending; of stretches that overlap the one that starts first stays, then the longest. */
function spansOf(text: string): SecretSpan[] {
  const spans = MASK_RULES.flatMap((rule) => [...rule(text)]).sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: SecretSpan[] = []
  let end = 0
  for (const span of spans) {
    const start = Math.max(span.start, end)
    // The rest of an overlapping stretch may be secret too: what lies past the first one is masked with it.
    if (start >= span.end) continue
    kept.push({ ...span, start })
    end = span.end
  }
  return kept
}

function replaceSpans(
  text: string,
  spans: readonly SecretSpan[],
  placeholderOf: (value: string, kind: MaskKind) => string,
): string {
  let masked = ''
  let end = 0
  for (const span of spans) {
    const value = text.slice(span.start, span.end)
    masked += text.slice(end, span.start) + (PLACEHOLDER.test(value) ? value : placeholderOf(value, span.kind))
    end = span.end
  }
  return masked + text.slice(end)
}
