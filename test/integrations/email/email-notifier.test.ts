import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import type { Analysis } from '../../../src/core/analysis.ts'
import type { Notice } from '../../../src/core/notifier.ts'
import { type EmailOptions, emailNotifier } from '../../../src/integrations/email/email-notifier.ts'
import { asHtml, asText, letterOf } from '../../../src/integrations/email/letter.ts'
import { readMailbox, readMailServer } from '../../../src/integrations/email/mail-server.ts'
import { outageAnalysis } from '../../report/analysis-fixtures.ts'
import { hostileAnalysis } from '../../report/hostile-analysis.ts'

interface Mail {
  raw: string
  to: string[]
  secure: boolean
  user: string | undefined
}

const open: SMTPServer[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await new Promise<void>((resolve) => one.close(resolve))
})

const never = new AbortController().signal
const keep = async () => undefined
const analysed = (analysis: Analysis = outageAnalysis()): Notice => ({
  kind: 'analysis',
  incident: 'inc_1',
  run: 'run_1',
  analysis,
})
const approval: Notice = {
  kind: 'approval',
  approval: 'appr_1',
  run: 'run_1',
  title: 'Roll payment-gateway back',
  summary: 'kubectl rollout undo deployment/payment-gateway',
  risk: 'medium',
  requestedBy: 'watchfloor',
  expiresAt: Date.parse('2026-11-21T13:00:00Z'),
}
const over: Notice = { kind: 'resolved', incident: 'inc_1', title: 'Card payments fail' }

/** A real SMTP server that keeps what it takes. `after` is asked when a mail has arrived whole. */
async function site(
  options: SMTPServerOptions = {},
  given: Partial<EmailOptions> = {},
  after: (number: number) => Error | 'hang-up' | undefined = () => undefined,
) {
  const mails: Mail[] = []
  let arrived = 0
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, done) =>
      username === 'watch@floor' && password === 'p:w/d'
        ? done(null, { user: username })
        : done(new Error('Invalid username or password')),
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { envelope, secure, user } = session
        mails.push({
          raw: Buffer.concat(parts).toString('latin1'),
          to: envelope.rcptTo.map(({ address }) => address),
          secure,
          user,
        })
        const trouble = after(++arrived)
        if (trouble === 'hang-up') for (const one of server.connections) one.close()
        else done(trouble)
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const scheme = options.secure ? 'smtps' : 'smtp'
  const notifier = emailNotifier({
    server: readMailServer(`${scheme}://watch%40floor:p%3Aw%2Fd@127.0.0.1:${port}`),
    from: readMailbox('Watchfloor <watchfloor@example.org>', 'FROM'),
    to: ['ops@example.org', 'lead@example.net'].map((one) => readMailbox(one, 'TO')),
    leastSeverity: 'P2',
    timeout: 2_000,
    ...given,
  })
  let progress: unknown
  const tell = (key: string, notice: Notice, attempt = 1) =>
    notifier.deliver({
      ...{ key, notice, attempt, progress, signal: never },
      async keep(reached) {
        progress = reached
      },
    })
  return { mails, notifier, tell, port }
}

/** The headers of a mail, unfolded. */
function headersOf({ raw }: Mail): Record<string, string> {
  const [head = ''] = raw.split('\r\n\r\n', 1)
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  )
}

/** One part of a mail, decoded. */
function partOf({ raw }: Mail, type: string): string {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? ''
  const part = raw.split(`--${boundary}`).find((one) => one.includes(`Content-Type: ${type}`)) ?? ''
  const [head = '', ...body] = part.split('\r\n\r\n')
  const text = body.join('\r\n\r\n')
  if (head.includes('base64')) return Buffer.from(text, 'base64').toString('utf8')
  const octets = head.includes('quoted-printable')
    ? text
        .replace(/=\r\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
  return Buffer.from(octets, 'latin1').toString('utf8')
}

describe('a notice by mail', () => {
  it('arrives once, over TLS where the server has it, as text and as HTML that say the same', async () => {
    const { mails, tell } = await site()
    await tell('analysis run_1', analysed())
    const [mail] = mails
    if (!mail) throw new Error('No mail arrived.')
    expect(mails).toHaveLength(1)
    expect(mail).toMatchObject({ to: ['ops@example.org', 'lead@example.net'], secure: true, user: 'watch@floor' })
    expect(headersOf(mail)).toMatchObject({
      from: 'Watchfloor <watchfloor@example.org>',
      subject: 'P1 Card payments fail at checkout',
      'auto-submitted': 'auto-generated',
    })
    for (const type of ['text/plain', 'text/html']) {
      expect(partOf(mail, type)).toContain('settlement job loads all open transactions')
      expect(partOf(mail, type)).toContain('What to do')
    }
  })

  it('is one thread with all that is told of its incident', async () => {
    const { mails, tell } = await site()
    await tell('analysis run_1', analysed())
    await tell('approval appr_1', approval)
    await tell('resolved inc_1', over)
    const [first, second, third] = mails.map(headersOf)
    const [incident, run] = first?.references?.split(' ') ?? []
    expect(incident).toMatch(/^<[0-9a-f]{32}@example\.org>$/)
    expect(second).toMatchObject({ references: run, 'in-reply-to': run })
    expect(third).toMatchObject({ references: incident, 'in-reply-to': incident })
    expect(new Set(mails.map((mail) => headersOf(mail)['message-id'])).size).toBe(3)
    expect(partOf(mails[1] as Mail, 'text/plain')).toContain('watchfloor approve appr_1')
  })

  it('is tried again by whoever tells it where the server has no time now', async () => {
    const busy = Object.assign(new Error('Greylisted, come again'), { responseCode: 451 })
    const { mails, tell } = await site({}, {}, (number) => (number === 1 ? busy : undefined))
    await expect(tell('k', over)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/refuses it for now: .*451 .*Greylisted/),
    })
    await tell('k', over, 2)
    const ids = mails.map((mail) => headersOf(mail)['message-id'])
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })

  it('is the same mail again where the connection ended before the answer, and nobody could tell', async () => {
    const { mails, tell } = await site({}, {}, (number) => (number === 1 ? 'hang-up' : undefined))
    await expect(tell('k', over)).rejects.toThrow('nobody can tell whether it arrived')
    await tell('k', over, 2)
    expect(new Set(mails.map((mail) => headersOf(mail)['message-id'])).size).toBe(1)
  })

  it('goes again only to those who have not got it', async () => {
    let isFull = true
    const { mails, tell } = await site({
      onRcptTo: ({ address }, _session, done) =>
        isFull && address === 'lead@example.net'
          ? done(Object.assign(new Error('Mailbox full'), { responseCode: 452 }))
          : done(),
    })
    await expect(tell('k', over)).rejects.toThrow('does not take it for lead@example.net')
    isFull = false
    await tell('k', over, 2)
    expect(mails.map(({ to }) => to)).toEqual([['ops@example.org'], ['lead@example.net']])
  })

  it('is refused for good where the server does not want it once it has read it, and not where it wants no sender', async () => {
    const spam = Object.assign(new Error('Looks like spam'), { responseCode: 554 })
    const { tell } = await site({}, {}, () => spam)
    await expect(tell('k', over)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/never takes it: .*554 .*spam/),
    })
    const closed = await site({
      onMailFrom: (_address, _session, done) => done(Object.assign(new Error('Not you'), { responseCode: 553 })),
    })
    await expect(closed.tell('k', over)).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('says in words that user and password are wrong, and that nobody is there', async () => {
    const { port, mails } = await site()
    const to = { from: readMailbox('a@example.org', 'FROM'), to: [readMailbox('b@example.org', 'TO')] }
    const with_ = (url: string) =>
      emailNotifier({ ...to, server: readMailServer(url), leastSeverity: 'P4', timeout: 2_000 })
    const told = { key: 'k', notice: over, attempt: 1, signal: never, keep }
    await expect(with_(`smtp://watch%40floor:guessed@127.0.0.1:${port}`).deliver(told)).rejects.toThrow(
      /does not take this user and password: .*535/,
    )
    await expect(with_('smtp://127.0.0.1:1').deliver(told)).rejects.toThrow('cannot be reached')
    expect(mails).toEqual([])
  })

  it('never leaves the machine without TLS, nor to a server that cannot prove its name', async () => {
    const elsewhere = (port: number) => ({ host: '127.0.0.1', port, secure: false, isLoopback: false })
    const bare = await site({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true })
    const to = { from: readMailbox('a@example.org', 'FROM'), to: [readMailbox('b@example.org', 'TO')] }
    const told = { key: 'k', notice: over, attempt: 1, signal: never, keep }
    const by = (server: EmailOptions['server']) => emailNotifier({ ...to, server, leastSeverity: 'P4', timeout: 2_000 })
    await expect(by(elsewhere(bare.port)).deliver(told)).rejects.toThrow('no TLS with the mail server')
    const selfSigned = await site()
    await expect(by(elsewhere(selfSigned.port)).deliver(told)).rejects.toThrow(/certificate/i)
    const implicit = await site({ secure: true })
    await expect(by({ ...elsewhere(implicit.port), secure: true }).deliver(told)).rejects.toThrow(/certificate/i)
    await implicit.tell('k', over)
    expect([...bare.mails, ...selfSigned.mails]).toEqual([])
    expect(implicit.mails).toHaveLength(1)
  })

  it('ends with the signal', async () => {
    const stop = new AbortController()
    const { notifier } = await site({ onData: () => stop.abort(new Error('stopped')) })
    await expect(notifier.deliver({ key: 'k', notice: over, attempt: 1, signal: stop.signal, keep })).rejects.toThrow(
      'stopped',
    )
  })

  it('is wanted of analyses by their severity, of approvals, and of what is over', async () => {
    const { notifier } = await site()
    const of = (severity: Analysis['severity']) => notifier.wants(analysed({ ...outageAnalysis(), severity }))
    expect((['P1', 'P2', 'P3', 'P4'] as const).map(of)).toEqual([true, true, false, false])
    expect([approval, over].map((notice) => notifier.wants(notice))).toEqual([true, true])
  })
})

describe('what a mail is made of', () => {
  it('adds no header, no tag and no link, whatever stands in the evidence', () => {
    fc.assert(
      fc.property(hostileAnalysis, (analysis) => {
        const letter = letterOf(analysed(analysis))
        expect(letter.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
        const text = asText(letter)
        const html = asHtml(letter)
        expect(text).not.toMatch(/:\/\/|www\./i)
        const tags = new Set(Array.from(html.matchAll(/<\/?([a-z!][a-z0-9]*)/gi), ([, tag]) => tag))
        const own = ['!doctype', 'html', 'head', 'meta', 'title', 'body', 'h2', 'p', 'ul', 'li']
        expect([...tags].filter((tag) => !own.includes(tag ?? ''))).toEqual([])
        expect(html).not.toMatch(/:\/\/|www\.|<[^>]*(?:href|src|on\w+)=/i)
      }),
      { numRuns: 40 },
    )
  })

  it('has one header for each that is ours, also where a title holds line breaks', async () => {
    const { mails, tell } = await site()
    await tell('k', { ...over, title: 'x\r\nBcc: evil@example.org\r\n\r\n<h1>hello' } as Notice)
    const [mail] = mails
    if (!mail) throw new Error('No mail arrived.')
    expect(headersOf(mail)).not.toHaveProperty('bcc')
    expect(mail.to).toEqual(['ops@example.org', 'lead@example.net'])
  })

  it('is sent by a server whose address is read strictly, and never repeated', () => {
    expect(readMailServer('smtp://mail.example.org')).toEqual({
      host: 'mail.example.org',
      port: 587,
      secure: false,
      isLoopback: false,
    })
    expect(readMailServer('smtps://me:s%25cret@[::1]:2465')).toEqual({
      host: '::1',
      port: 2465,
      secure: true,
      isLoopback: true,
      auth: { user: 'me', pass: 's%cret' },
    })
    for (const text of [
      'http://me:secret@x',
      'smtp://',
      'me:secret@x',
      'smtp://me:secret@x/path',
      'smtp://me:sec%ret@x',
    ])
      expect(() => readMailServer(text)).toThrow(
        expect.not.objectContaining({ message: expect.stringContaining('ret') }),
      )
    for (const text of ['', 'jane', 'a@b@c', 'jane@example.org\r\nBcc: x@y.z', 'A <a@b.c>, B <b@b.c>', '<a@b c>'])
      expect(() => readMailbox(text, 'WATCHFLOOR_EMAIL_TO')).toThrow('WATCHFLOOR_EMAIL_TO')
  })
})
