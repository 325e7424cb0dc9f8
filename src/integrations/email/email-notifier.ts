import { createHash } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { messageOf, WatchfloorFault } from '../../core/fault.ts'
import type { Severity } from '../../core/finding.ts'
import { type Notice, type Notifier, refusal } from '../../core/notifier.ts'
import { asHtml, asText, letterOf } from './letter.ts'
import { leftOf, type MailProgress, readMailProgress } from './mail-progress.ts'
import type { Mailbox, MailServer } from './mail-server.ts'

export interface EmailOptions {
  server: MailServer
  from: Mailbox
  to: readonly Mailbox[]
  /** Analyses of this severity and above. */
  leastSeverity: Severity
  /** Milliseconds for each answer of the server. */
  timeout?: number
}

const TIMEOUT = 10_000
const LONGEST_SAID = 200

/**
 * Mails over SMTP, with TLS wherever it leaves this machine. One incident is one thread. SMTP does not tell a mail from its repetition: where the
 * connection ends before the answer, the same mail is sent again under the same Message-ID, by which readers and servers may know it.
 */
export function emailNotifier({ server, from, to, leastSeverity, timeout = TIMEOUT }: EmailOptions): Notifier {
  const { host, port, secure, isLoopback, auth } = server
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: !secure && !isLoopback,
    ...(isLoopback && { tls: { rejectUnauthorized: false } }),
    ...(auth && { auth }),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  const idOf = (key: string) => `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`
  const recipients = to.map(({ address }) => address)

  async function send(key: string, notice: Notice, left: readonly string[], signal: AbortSignal): Promise<Answer> {
    const letter = letterOf(notice)
    const thread = threadOf(notice).map(idOf)
    const mail = {
      from,
      to: [...to],
      envelope: { from: from.address, to: [...left] },
      messageId: idOf(key),
      inReplyTo: thread.at(-1),
      references: thread,
      subject: letter.subject,
      text: asText(letter),
      html: asHtml(letter),
      // RFC 3834: nobody's absence is to answer it.
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal,
    }
    try {
      const { accepted, rejectedErrors = [] } = await transport.sendMail(mail)
      return { accepted: accepted.map(String), rejectedErrors }
    } catch (thrown) {
      signal.throwIfAborted()
      const { rejectedErrors } = thrown as SmtpError
      if (rejectedErrors?.length) return { accepted: [], rejectedErrors }
      throw asFault(thrown, server)
    }
  }

  return {
    channel: 'email',
    wants: (notice) => notice.kind !== 'analysis' || notice.analysis.severity <= leastSeverity,
    async deliver({ key, notice, signal, progress, keep }) {
      const before = readMailProgress(progress)
      const left = leftOf(before, recipients)
      const answer = left.length > 0 ? await send(key, notice, left, signal) : NOTHING_SENT
      const now = advance(before, answer)
      const waiting = leftOf(now, recipients)
      if (waiting.length === 0 && now.refused.length === 0) return
      await keep(now)
      const said = saidIn(answer)
      if (waiting.length > 0) throw fault(`the mail server does not take it for ${waiting.join(', ')}${said}`)
      const others = now.reached.length > 0 ? '; the others have it' : ''
      throw refusal(`E-mail: the mail server never takes it for ${now.refused.join(', ')}${said}${others}`)
    },
  }
}

/** What the server said of each recipient. */
interface Answer {
  accepted: string[]
  rejectedErrors: readonly SmtpError[]
}

const NOTHING_SENT: Answer = { accepted: [], rejectedErrors: [] }

function advance({ reached, refused }: MailProgress, { accepted, rejectedErrors }: Answer): MailProgress {
  const never = rejectedErrors.flatMap(({ permanent, recipient }) => (permanent && recipient ? [recipient] : []))
  return { reached: [...reached, ...accepted], refused: [...refused, ...never] }
}

function saidIn({ rejectedErrors: [first] }: Answer): string {
  return first?.response ? `: ${first.response.slice(0, LONGEST_SAID)}` : ''
}

/** What a mail answers, the oldest first. An approval knows only its run, which the analysis of that run names as well. */
function threadOf(notice: Notice): string[] {
  switch (notice.kind) {
    case 'analysis':
      return [`incident ${notice.incident}`, `run ${notice.run}`]
    case 'approval':
      return [`run ${notice.run}`]
    case 'resolved':
    case 'failed':
    case 'remedied':
      return [`incident ${notice.incident}`]
    case 'daily':
      return []
  }
}

interface SmtpError {
  code?: string
  /** `connect` where there never was a connection. */
  syscall?: string
  /** False where the server did not answer. */
  responseCode?: number | false | undefined
  response?: string | undefined
  /** Whether the same mail would be refused again. */
  permanent?: boolean | undefined
  recipient?: string | undefined
  rejectedErrors?: readonly SmtpError[] | undefined
}

/** What nodemailer throws, by its codes: https://nodemailer.com/errors */
function asFault(thrown: unknown, { host, port }: MailServer): WatchfloorFault {
  const { code = '', syscall, responseCode, permanent } = thrown as SmtpError
  const said = messageOf(thrown).split('\n')[0]?.slice(0, LONGEST_SAID) ?? ''
  const at = `${host}:${port}`
  if (code === 'EAUTH') return fault(`the mail server ${at} does not take this user and password: ${said}`, thrown)
  if (code === 'ETLS') return fault(`no TLS with the mail server ${at}: ${said}`, thrown)
  // The sender and the session may be mended; what was refused when it had been read whole is the mail itself.
  if (permanent && code === 'EMESSAGE') return refusal(`E-mail: the mail server ${at} never takes it: ${said}`, thrown)
  if (responseCode)
    return fault(`the mail server ${at} refuses it${responseCode < 500 ? ' for now' : ''}: ${said}`, thrown)
  if (syscall === 'connect' || code === 'EDNS' || /^Connection timeout/.test(said))
    return fault(`the mail server ${at} cannot be reached: ${said}`, thrown)
  return fault(`the mail server ${at} gave no answer, so nobody can tell whether it arrived: ${said}`, thrown)
}

function fault(message: string, cause?: unknown): WatchfloorFault {
  return new WatchfloorFault('unavailable', `E-mail: ${message}`, { cause, hint: 'Is WATCHFLOOR_SMTP_URL right?' })
}
