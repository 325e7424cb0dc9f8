import type { ReviewSeverity } from '../../../core/review.ts'
import { isReference } from '../secrets/placeholder.ts'

/** Names under which credentials are kept. */
const SECRET_NAME =
  /(?:^|[_\W])(?:password|passwd|pwd|secret|token|api_?key|access_?key|private_?key|secret_?key|credentials?)$/i

/** Names that hold no credential though they end like one. */
const HARMLESS_NAME =
  /(?:public|token_?(?:url|endpoint|expiry|ttl)|_file|_path|_name|_id)$|^(?:no|disable|require|allow|reset)_/i

/** Values that are none: filled in elsewhere, or there to be replaced. */
const NO_VALUE =
  /^$|^\$|^<.*>$|^(?:x{3,}|\*+|\.{3,}|change[-_]?me|replace[-_]?me|your[-_ ].*|todo|tbd|none|null|true|false|yes|no|\d{1,4}|placeholder|dummy|example)$/i

/** Names of where a secret is kept, and forms of what is encrypted. Whatever else a password looks like, it may be one. */
const KEPT_ELSEWHERE =
  /^arn:|^projects\/[^/]+\/secrets\/|^(?:ENC\[|ENC\(|\{cipher\}|\$ANSIBLE_VAULT|vault:|op:\/\/|age1)|^[a-z][a-z0-9+.-]{1,20}:\/\/[^:@/]*(?:\/|$)/i

/** Whether a setting of that name holds a credential. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !HARMLESS_NAME.test(name)
}

/** Whether an assignment of a text to a name writes a credential down. */
export function isWrittenSecret(name: string, value: string): boolean {
  const plain = bare(value)
  return (
    isSecretName(name) &&
    !NO_VALUE.test(plain) &&
    !plain.startsWith('/') &&
    !isReference(plain) &&
    !KEPT_ELSEWHERE.test(plain)
  )
}

/** A word is what people write into an example or for their own machine; letters mixed with digits are what a generator made. */
export function secretSeverity(value: string): ReviewSeverity {
  const plain = bare(value)
  return plain.length >= 8 && /\d/.test(plain) && /[a-z]/i.test(plain) ? 'high' : 'low'
}

/** Without the quotes around it. */
function bare(value: string): string {
  return value.trim().replace(/^(["'])(.*)\1$/, '$2')
}
