import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { deliverer } from '../../src/app/deliver-notices.ts'
import { openNotifiers } from '../../src/app/notifiers.ts'
import type { Notice } from '../../src/core/notifier.ts'
import { openStore } from '../../src/engine/store/open-store.ts'
import { sqliteDatabase } from '../../src/engine/store/sqlite-database.ts'

const HOUR = 3_600_000
const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

const failed: [string, Notice] = ['failed r1', { kind: 'failed', incident: 'i', run: 'r1', title: 'T', why: 'y' }]
const remedied: [string, Notice] = [
  'remedied r2',
  { kind: 'remedied', incident: 'i', run: 'r2', title: 'T', status: 'unverified', detail: 'a person has to look' },
]
const over: [string, Notice] = ['resolved i', { kind: 'resolved', incident: 'i', title: 'T' }]

/** Deliveries over a store and notifiers as the environment has them, with a clock that is moved by hand. */
async function delivering(environment: NodeJS.ProcessEnv, notices: readonly [string, Notice][]) {
  let now = Date.parse('2026-11-21T12:00:00Z')
  const database = sqliteDatabase(':memory:')
  open.push(() => database.close())
  const store = await openStore(database, () => now)
  const problems: string[] = []
  const start = async () =>
    deliverer(store, await openNotifiers(environment), (what) => problems.push(what), new AbortController().signal)
  const first = await start()
  for (const [key, notice] of notices) {
    await first.tell(key, notice)
    now += 1
  }
  const turnsOf =
    (each: () => Promise<Awaited<ReturnType<typeof start>>>) =>
    async (turns: number): Promise<void> => {
      for (let turn = 0; turn < turns; turn++) {
        await (await each()).turn()
        now += HOUR
      }
    }
  return {
    problems,
    count: () => store.outbox.count(),
    turns: turnsOf(async () => first),
    /** Each in a process of its own. */
    turnsOfOthers: turnsOf(start),
  }
}

/** Somebody's webhook that answers each kind of notice with a status. */
async function webhook(statusOf: (kind: string) => number) {
  const kinds: string[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request) text += part
    const { kind } = JSON.parse(text) as { kind: string }
    kinds.push(kind)
    response.writeHead(statusOf(kind)).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { kinds, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** A real SMTP server that answers some recipients with a status; gives who got how many mails. */
async function mailServer(statusOf: (address: string) => number | undefined) {
  const got: Record<string, number> = {}
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onRcptTo({ address }, _session, done) {
      const status = statusOf(address)
      done(status === undefined ? undefined : Object.assign(new Error('No'), { responseCode: status }))
    },
    onData(stream, { envelope }, done) {
      stream.resume().on('end', () => {
        for (const { address } of envelope.rcptTo) got[address] = (got[address] ?? 0) + 1
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(() => new Promise<void>((resolve) => server.close(resolve)))
  const { port } = server.server.address() as AddressInfo
  return {
    got,
    environment: (...to: string[]) => ({
      WATCHFLOOR_SMTP_URL: `smtp://127.0.0.1:${port}`,
      WATCHFLOOR_EMAIL_FROM: 'watchfloor@example.org',
      WATCHFLOOR_EMAIL_TO: to.join(','),
    }),
  }
}

describe('a notice that is refused for good', () => {
  it.each([400, 404, 410, 413, 422])(
    'with %i is given up at once, and what waits behind it goes on',
    async (status) => {
      const { url, kinds } = await webhook((kind) => (kind === 'failed' ? status : 200))
      const { turns, count, problems } = await delivering({ WATCHFLOOR_WEBHOOK_URL: url }, [failed, remedied, over])
      await turns(3)
      expect(kinds).toEqual(['failed', 'remedied', 'resolved'])
      expect(await count()).toEqual({ waiting: 0, delivered: 2, undeliverable: 1 })
      expect(problems).toEqual([expect.stringMatching(`answered ${status}.*given up`)])
    },
  )

  it.each([401, 403, 408, 425, 429, 500, 503])('is none where the answer is %i, and is tried again', async (status) => {
    let times = 0
    const { url, kinds } = await webhook(() => (++times === 1 ? status : 200))
    const { turns, count } = await delivering({ WATCHFLOOR_WEBHOOK_URL: url }, [failed, over])
    await turns(3)
    expect(kinds).toEqual(['failed', 'failed', 'resolved'])
    expect(await count()).toEqual({ waiting: 0, delivered: 2, undeliverable: 0 })
  })

  it('to one recipient is told once to each of the others, and holds nothing up', async () => {
    const { got, environment } = await mailServer((address) => (address === 'gone@example.org' ? 550 : undefined))
    const { turns, count, problems } = await delivering(environment('jane@example.org', 'gone@example.org'), [
      failed,
      over,
    ])
    await turns(5)
    expect(got).toEqual({ 'jane@example.org': 2 })
    expect(await count()).toEqual({ waiting: 0, delivered: 0, undeliverable: 2 })
    expect(problems[0]).toMatch(/gone@example\.org.*given up/)
  })

  it('to all recipients is given up at once', async () => {
    const { got, environment } = await mailServer(() => 550)
    const { turns, count } = await delivering(environment('jane@example.org', 'gone@example.org'), [failed])
    await turns(1)
    expect(got).toEqual({})
    expect(await count()).toEqual({ waiting: 0, delivered: 0, undeliverable: 1 })
  })
})

describe('a mail that only some recipients are taken for', () => {
  it('is never sent again to those who have it, also by another process', async () => {
    let isFull = true
    const { got, environment } = await mailServer((address) =>
      address === 'gone@example.org' ? 550 : isFull && address === 'full@example.org' ? 452 : undefined,
    )
    const { turnsOfOthers, count } = await delivering(
      environment('jane@example.org', 'full@example.org', 'gone@example.org'),
      [failed],
    )
    await turnsOfOthers(3)
    expect(got).toEqual({ 'jane@example.org': 1 })
    expect(await count()).toMatchObject({ waiting: 1 })
    isFull = false
    await turnsOfOthers(2)
    expect(got).toEqual({ 'jane@example.org': 1, 'full@example.org': 1 })
    expect(await count()).toEqual({ waiting: 0, delivered: 0, undeliverable: 1 })
  })
})
