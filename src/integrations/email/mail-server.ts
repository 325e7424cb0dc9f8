import { isIP } from 'node:net'
import { WatchfloorFault } from '../../core/fault.ts'

export interface MailServer {
  host: string
  port: number
  /** TLS from the first byte, and not after STARTTLS. */
  secure: boolean
  /** On this machine a certificate proves nothing, and plain text is heard by nobody else. */
  isLoopback: boolean
  auth?: { user: string; pass: string }
}

const PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 }
const HINT = 'Such as smtps://user:password@mail.example.org, with %40 for an @ in the user or the password.'

/** Reads `smtp://` or `smtps://` with host, and where needed user, password and port. Throws a fault `usage` that repeats nothing of it. */
export function readMailServer(text: string): MailServer {
  const url = URL.parse(text)
  const port = PORTS[url?.protocol ?? '']
  if (!url || port === undefined || url.hostname === '' || url.search !== '' || !/^\/?$/.test(url.pathname))
    throw new WatchfloorFault('usage', 'WATCHFLOOR_SMTP_URL is no address of a mail server.', { hint: HINT })
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const [user, pass] = [decoded(url.username), decoded(url.password)]
  return {
    host,
    port: url.port === '' ? port : Number(url.port),
    secure: url.protocol === 'smtps:',
    isLoopback: host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.')),
    ...(user !== '' && { auth: { user, pass } }),
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw new WatchfloorFault('usage', 'WATCHFLOOR_SMTP_URL: a % in user or password is written %25.', {
      hint: HINT,
      cause,
    })
  }
}

export interface Mailbox {
  /** Empty where only an address is given. */
  name: string
  address: string
}

const MAILBOX = /^(?:([^<>"\p{Cc}]{1,100}?)\s*<([^<>]+)>|([^<>\s]+))$/u
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/u

/** `jane@example.org`, or `Jane <jane@example.org>`. Throws a fault `usage` that names the variable. */
export function readMailbox(text: string, variable: string): Mailbox {
  const [, name = '', inBrackets, alone] = MAILBOX.exec(text.trim()) ?? []
  const address = inBrackets ?? alone ?? ''
  if (!ADDRESS.test(address))
    throw new WatchfloorFault('usage', `${variable}: "${text.trim().slice(0, 100)}" is no mail address.`, {
      hint: 'Such as watchfloor@example.org, or Watchfloor <watchfloor@example.org>.',
    })
  return { name, address }
}
