import { entropyOf, isRepetitive, isSequential, wordShare } from './randomness.ts'
import { decoded, matchAt, type Spot, spotted } from './spot.ts'

const PRIVATE_KEY = { id: 'private-key', what: 'private key', severity: 'critical' } as const
const HEADER = /-{4,5} ?BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)? ?-{4,5}/y
/** Enough of a body to know that it is one. */
const BODY = 1200
const FOOT = /-{4,5} ?(?:END|BEGIN)/
const CHUNK = /[A-Za-z0-9+/]{12,}={0,2}/g

/** A PEM block with a body, over several lines or in one, quoted and joined as source code has it. */
export const pemBlocks: Spot = {
  words: ['BEGIN '],
  exact: true,
  find: (text, at) => {
    const from = text.slice(Math.max(0, at - 6), at).search(/-{4,5} ?$/)
    if (from < 0) return undefined
    const start = Math.max(0, at - 6) + from
    const header = matchAt(HEADER, text, start)
    if (header === undefined) return undefined
    const end = start + header[0].length
    return hasKeyBody(text.slice(end, end + BODY)) ? spotted(PRIVATE_KEY, start, end, 0.95) : undefined
  },
}

function hasKeyBody(after: string): boolean {
  const foot = after.search(FOOT)
  const body = (foot < 0 ? after : after.slice(0, foot)).replace(/\\+[nrt]/g, '\n')
  const chunks = Array.from(body.matchAll(CHUNK), ([chunk]) => chunk)
  const coded = chunks.join('')
  // Code that follows a mere mention of the header has no such long words.
  if (!chunks.some((chunk) => chunk.length >= 32 && wordShare(chunk) < 0.5)) return false
  return coded.length >= 40 && entropyOf(coded) >= 3 && !isRepetitive(coded) && !isSequential(coded)
}

const PUTTY = /PuTTY-User-Key-File-\d: ?[\w-]{1,30}/y

/** A key file of PuTTY. */
export const puttyKeys: Spot = {
  words: ['PuTTY-User-Key-File-'],
  exact: true,
  find: (text, at) => {
    const header = matchAt(PUTTY, text, at)
    const has =
      header !== undefined && /Private-Lines: ?\d{1,3}\s{1,4}[A-Za-z0-9+/]{32}/.test(text.slice(at, at + 4000))
    return has ? spotted(PRIVATE_KEY, at, at + header[0].length) : undefined
  },
}

const CODED_PEM = /(?<![A-Za-z0-9+/])LS0tLS1CRUdJTi[A-Za-z0-9+/]{40,400}/y

/** A PEM block in base64, as it stands in Kubernetes secrets. */
export const codedPemBlocks: Spot = {
  words: ['LS0tLS1CRUdJTi'],
  exact: true,
  find: (text, at) => {
    const found = matchAt(CODED_PEM, text, at)
    if (found === undefined) return undefined
    const head = decoded(found[0].slice(0, 80))
    return head?.includes('PRIVATE KEY') ? spotted(PRIVATE_KEY, at, at + found[0].length) : undefined
  },
}

const JWT = { id: 'jwt', what: 'JSON web token' }
const JWT_FORM =
  /(?<![A-Za-z0-9_-])e[yw][A-Za-z0-9_-]{15,2000}\.(e[yw][A-Za-z0-9/_-]{15,8000})\.([A-Za-z0-9/_-]{10,2000})={0,2}/y
/** The body of the token that manuals show. */
const MANUAL_BODY = /"sub" ?: ?"1234567890"[^}]{0,40}"John Doe"/

/** A signed JSON web token. */
export const jsonWebTokens: Spot = {
  words: ['eyJ', 'ewo', 'ewog'],
  exact: true,
  find: (text, at) => {
    const found = matchAt(JWT_FORM, text, at)
    if (found === undefined) return undefined
    const [whole, body = '', signature = ''] = found
    const isReal = entropyOf(signature) >= 3 && !isRepetitive(signature) && !MANUAL_BODY.test(decoded(body) ?? '')
    return isReal ? spotted(JWT, at, at + whole.length, 0.85) : undefined
  },
}

const CODED_JWT = { id: 'jwt-base64', what: 'JSON web token in base64' }
const CODED_JWT_FORM = /(?<![A-Za-z0-9+/])ZXlK[A-Za-z0-9+/_\r\n-]{40,8000}={0,2}/y

/** A JSON web token that was put in base64 once more. */
export const codedWebTokens: Spot = {
  words: ['ZXlK'],
  exact: true,
  find: (text, at) => {
    const found = matchAt(CODED_JWT_FORM, text, at)
    if (found === undefined) return undefined
    const inner = decoded(found[0].replace(/\s/g, '').slice(0, 8000)) ?? ''
    return /^eyJ[\w-]{10,}\.eyJ/.test(inner) ? spotted(CODED_JWT, at, at + found[0].length, 0.85) : undefined
  },
}
