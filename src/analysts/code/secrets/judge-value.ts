import type { PathClass } from './classify-path.ts'
import { isEverydayPassword, isPlaceholder, isReference, isStandInPassword } from './placeholder.ts'
import { changeShare, entropyOf, wordShare } from './randomness.ts'
import type { Assignment } from './read-assignment.ts'
import type { NameSays } from './read-name.ts'
import { decoded } from './spot.ts'

const UUID = /^[{(]?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}[)}]?$/i
const HEX = /^(?:0x)?[0-9a-f]+$/i

/** Forms of what is public, encrypted, measured or named, and so no credential, whatever it is assigned to. */
const OPEN_FORMS: readonly RegExp[] = [
  /^[a-z][a-z0-9+.-]{1,20}:\/\//i,
  /^(?:data|urn|arn|mailto|javascript|spiffe|sha\d{1,3}|md5|did|file|classpath|git|npm|workspace|http|https)[:-]/i,
  /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2|AAAAB3NzaC1|AAAAC3NzaC1|AAAAE2VjZHNh)/,
  /^(?:MI[GI][A-Za-z0-9+/]{3}(?:ANB|AQ8A|MA0G)|MII[CDEFGH][A-Za-z0-9+/]{4}CA|LS0tLS1CRUdJTiBDRVJU|LS0tLS1CRUdJTiBQVUJM|MFkwEwYHKoZ|MIIBIjANBgkq|MIGfMA0GCSq)/,
  /^-{4,5}BEGIN/,
  /^eyJ(?:hbGciOi|0eXAiOi)[A-Za-z0-9_-]{0,80}\.?$/,
  /^(?:ENC\[|ENC\(|\{cipher\}|\$ANSIBLE_VAULT|AQICAH|Ag[A-D][A-Za-z0-9+/]{100}|vault:v\d|gAAAAA|age1)/,
  /^\$(?:2[abxy]|1|5|6|argon2id?|scrypt|pbkdf2[\w-]*|y)\$/,
  /^(?:\{(?:SSHA|SHA|MD5|CRYPT|bcrypt|noop)\d*\}|pbkdf2_sha256\$|sha1\$|md5\$|SCRAM-SHA)/i,
  /^[+-]?\d[\d_.,:/ -]*(?:[a-z%]{1,5})?$/i,
  /^v?\d+\.\d+(?:\.\d+)?(?:[-+][\w.-]+)?$/,
  /^\d{4}-\d\d-\d\d(?:[T ][\d:.Z+-]+)?$/,
  /^(?:~?\.{0,2}\/|[A-Za-z]:[\\/]|@[\w-]+\/|\\\\)/,
  /^[\w.-]+@[\w-]+\.[\w.-]+$/,
  /^[A-Za-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60})+\.(?:com|org|net|io|dev|app|cloud|local|internal|svc|co|ai)(?::\d+)?(?:\/.*)?$/i,
  /\.(?:pem|crt|key|json|ya?ml|txt|xml|properties|env|js|ts|tsx|py|rb|go|java|php|cs|html|css|png|svg|jpg|md|toml|ini|conf|p12|pfx|jks|pub|asc|gpg|log|sql|sh|zip|gz)$/i,
  /^#[0-9a-f]{3,8}$/i,
]

/** A dotted or joined chain of names: an expression, a key of a message, a class, a constant. */
const NAMES = /^[A-Za-z_$@][\w$]*(?:(?:\.|->|::|\?\.|-|\/|:)[A-Za-z_$][\w$]*)*[;,]?$/
/** A name that says so itself. */
const CLEAR = /clear_?text|plain_?text/i
const CHAIN = /^[A-Za-z]+(?:[-._:/]+[A-Za-z]+)+$/
const CONSTANT = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/
const PRINTABLE = /^[\x21-\x7e]+$/
const SPECIAL = /[!@#$%^&*?+=~|<>]/

/** Least length and entropy of a value, in bits a character, by what its name says; bare: not in quotes. */
const DEMANDS = {
  credential: { length: 10, bareLength: 12 },
  key: { length: 16, bareLength: 20 },
} as const

/** Whether a value that stands where its name announces a credential is one by its look, and not a name, a path, a sample, an expression. */
export function looksLikeCredential(
  given: Assignment,
  says: Exclude<NameSays, 'nothing'>,
  { isSample, isSettings, isInfrastructure }: Omit<PathClass, 'isGenerated'>,
): boolean {
  const { value } = given
  if (value.length > 1000 || !PRINTABLE.test(value) || isOpen(value) || isExpression(given)) return false
  if (says !== 'password') return looksMade(given, says)
  if (looksMade(given, 'credential')) return true
  return !isSample && (given.quoted || isSettings) && looksLikePassword(given, isInfrastructure)
}

/** Members of members, as code has them where no quotes stand: `request.headers.token`. */
function isExpression({ value, quoted }: Assignment): boolean {
  return !quoted && /^[A-Za-z_$][\w$]*(?:\.|->|::|\?\.)[A-Za-z_$]|=(?!=*$)/.test(value)
}

/** Pieces that dashes or dots join and that read like words or are short: names of models, images, resources. */
function isJoinedName(value: string): boolean {
  const pieces = value.split(/[-._:/*@#+]+/)
  const plain = pieces.filter((piece) => piece.length <= 3 || /^\d+$/.test(piece) || wordShare(piece) >= 0.6)
  return pieces.length >= 3 && plain.length >= 0.7 * pieces.length
}

/** Base64 of a text in words, or of a login out of a manual. */
function isCodedText(value: string): boolean {
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value)) return false
  const plain = decoded(value)
  if (plain === undefined || !/^[\x20-\x7e\s]+$/.test(plain)) return false
  return wordShare(plain) >= 0.5 || isStandInPassword(plain.slice(plain.indexOf(':') + 1))
}

/** Of vendors that document the length: what begins so and is no token by its form is none. */
const KNOWN_FORM =
  /^(?:AKIA|ASIA|ABIA|ACCA|gh[pousr]_|github_pat_|AIza|npm_|xox[a-z]-|SG\.|shp(?:at|ca|pa|ss)_|do[opr]_v1_)/

function isOpen(value: string): boolean {
  return (
    isPlaceholder(value) ||
    OPEN_FORMS.some((form) => form.test(value)) ||
    CONSTANT.test(value) ||
    KNOWN_FORM.test(value) ||
    /[()[\]{}<>`]/.test(value)
  )
}

function looksMade({ value, quoted, style }: Assignment, says: 'credential' | 'key'): boolean {
  if (/[,;]/.test(value) || isCodedText(value)) return false
  const { length, bareLength } = DEMANDS[says]
  if (value.length < (quoted ? length : bareLength)) return false
  if (UUID.test(value)) return says === 'credential' && style !== 'prose'
  if (style === 'list' && /^[a-z]+(?:_[a-z0-9]+)+$/.test(value)) return false
  if (style === 'prose' && (value.length < 16 || !/\d/.test(value))) return false
  // Hex that is only called a key is as often a checksum or a fingerprint.
  if (says === 'key' && (style !== 'operator' || (HEX.test(value) && value.length < 32))) return false
  return isMachineMade(value)
}

/** Whether a text was drawn by a machine: it has the entropy for it, does not read like words, and mixes kinds of characters. */
export function isMachineMade(value: string): boolean {
  if (entropyOf(value) < leastEntropy(value)) return false
  const words = wordShare(value)
  const hasDigit = /\d/.test(value)
  const hasLetter = /[A-Za-z]/.test(value)
  if (!hasLetter || isJoinedName(value)) return false
  if (!hasDigit)
    return (
      value.length >= 20 &&
      words < 0.35 &&
      !CHAIN.test(value) &&
      (changeShare(value) > 0.25 || !NAMES.test(value) || words < 0.2)
    )
  if (words >= 0.5) return false
  return !(NAMES.test(value) && words > 0.3 && changeShare(value) < 0.3) && !isNumbered(value)
}

/** Names with a number or a short mark at the end: `user-key-2`, `cluster01`, `x-api-v2beta1`. */
function isNumbered(value: string): boolean {
  const letters = value.replace(/[^A-Za-z]/g, '').length
  const digits = value.replace(/\D/g, '').length
  return (
    wordShare(value) >= 0.3 &&
    value.length < 20 &&
    digits <= 2 &&
    letters >= value.length - 4 &&
    changeShare(value) < 0.3
  )
}

/** Three quarters of what a text of that length can have at most, and never more than what base64 and hex have. */
function leastEntropy(value: string): number {
  const most = HEX.test(value) ? 3.1 : 3.5
  return Math.min(most, 0.76 * Math.log2(Math.max(2, value.length)))
}

/** A password of a person's making: letters with digits or signs, not an identifier, not one out of a manual. */
function looksLikePassword({ value, quoted, style, name }: Assignment, isInfrastructure: boolean): boolean {
  if (style !== 'operator' || value.length < 6 || value.length > 64) return false
  if (isEverydayPassword(value) || isReference(value) || UUID.test(value)) return false
  const hasDigit = /\d/.test(value)
  const hasLetter = /[A-Za-z]/.test(value)
  if (!hasLetter || entropyOf(value) < 2.2) return false
  if (quoted && (isInfrastructure || CLEAR.test(name))) return value.length >= 8
  if (NAMES.test(value))
    return hasDigit && value.length >= 8 && wordShare(value) < 0.5 && /\d[A-Za-z]|\d{2,}$/.test(value)
  return hasDigit || (SPECIAL.test(value) && value.length >= 8 && /[A-Z]/.test(value))
}
