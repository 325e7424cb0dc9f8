import { CREDENTIAL_RULES } from './mask-credentials.ts'
import { keyedValues } from './mask-keyed-values.ts'
import { PERSONAL_DATA_RULES } from './mask-personal-data.ts'
import { looksRandom, type MaskKind, type SecretSpan } from './mask-rule.ts'

const PERSONAL: ReadonlySet<MaskKind> = new Set(['email', 'phone', 'iban', 'card'])
const RULES = [...CREDENTIAL_RULES, keyedValues, ...PERSONAL_DATA_RULES]
const PLACEHOLDER = /^(?:‹[a-z]+-[0-9]+›)+$/

export interface Masker {
  /** The text with every secret and every piece of personal data replaced by a placeholder such as `‹email-1›`. */
  mask(text: string): string
  /** Marks a value as a secret by where it stands, whatever it looks like. */
  maskWhole(value: string, kind: MaskKind): string
  /** The text with the credentials met so far replaced where they stand without anything that announces them. */
  maskKnown(text: string): string
}

/** A masker that gives equal values equal placeholders for as long as it lives. Time is linear in the length of a text. */
export function createMasker(): Masker {
  const placeholders = new Map<string, string>()
  const counts = new Map<MaskKind, number>()
  const known = new Set<string>()

  function placeholderOf(value: string, kind: MaskKind): string {
    const existing = placeholders.get(value)
    if (existing !== undefined) return existing
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    const placeholder = `‹${kind}-${count}›`
    placeholders.set(value, placeholder)
    if (!PERSONAL.has(kind) && value.length <= 200 && looksRandom(value)) known.add(value)
    return placeholder
  }

  return {
    mask: (text) => replaceSpans(text, spansOf(text), placeholderOf),
    maskWhole: (value, kind) => (PLACEHOLDER.test(value) ? value : placeholderOf(value, kind)),
    maskKnown: (text) => {
      let masked = text
      for (const value of known) masked = masked.replaceAll(value, () => placeholders.get(value) ?? '')
      return masked
    },
  }
}

/**
 * The text without credentials (passwords, keys of known providers, tokens, private keys, cookies, user parts of
 * addresses, values behind the name of a secret) and without personal data (mail addresses, phone numbers, IBANs, payment
 * cards). Left alone are ids of traces, pods, images and commits, times, measurements and network addresses. Placeholders
 * are counted from 1 in each call and are left alone where they already stand.
 */
export function maskSecrets(text: string): string {
  return createMasker().mask(text)
}

/** Every stretch that a rule marks, ascending; of stretches that overlap the one that starts first stays, then the longest. */
function spansOf(text: string): SecretSpan[] {
  const spans = RULES.flatMap((rule) => [...rule(text)]).sort((a, b) => a.start - b.start || b.end - a.end)
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
