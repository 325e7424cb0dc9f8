import type { ReviewSeverity } from '../../../core/review.ts'

/** Names under which credentials are kept. */
const SECRET_NAME =
  /(?:^|[_\W])(?:password|passwd|pwd|secret|token|api_?key|access_?key|private_?key|secret_?key|credentials?)$/i

/** Names that hold no credential though they end like one. */
const HARMLESS_NAME =
  /(?:public|token_?(?:url|endpoint|expiry|ttl)|_file|_path|_name|_id)$|^(?:no|disable|require|allow|reset)_/i

/** Values that are none: filled in elsewhere, or there to be replaced. */
const NO_VALUE =
  /^$|^\$|\$\{|\$\(|\{\{|^<.*>$|^(?:x{3,}|\*+|\.{3,}|change[-_]?me|replace[-_]?me|your[-_ ].*|todo|tbd|none|null|true|false|yes|no|\d{1,4}|placeholder|dummy|example)$/i

/** Whether an assignment of a text to a name writes a credential down. */
export function isWrittenSecret(name: string, value: string): boolean {
  const plain = value.trim().replace(/^(["'])(.*)\1$/, '$2')
  return SECRET_NAME.test(name) && !HARMLESS_NAME.test(name) && !NO_VALUE.test(plain) && !plain.startsWith('/')
}

/** A word is what people write into an example or for their own machine; letters mixed with digits are what a generator made. */
export function secretSeverity(value: string): ReviewSeverity {
  const plain = value.trim().replace(/^(["'])(.*)\1$/, '$2')
  return plain.length >= 8 && /\d/.test(plain) && /[a-z]/i.test(plain) ? 'high' : 'low'
}
