import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FetchRules, guardedFetch, isInside } from '../../../src/integrations/web/guarded-fetch.ts'

const signal = AbortSignal.timeout(60_000)
let server: Server
let port = 0
let asked: string[] = []
const NONE: FetchRules = { hosts: [], privateHosts: [] }

describe('an address that somebody else has named', () => {
  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = request.url ?? ''
      asked.push(path)
      const [, to] = /^\/to\?(.*)$/.exec(path) ?? []
      if (to !== undefined) return response.writeHead(302, { location: decodeURIComponent(to) }).end()
      if (path === '/large') return void response.end('x'.repeat(100_000))
      if (path === '/slow') return
      if (path === '/upgrade') {
        response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n')
        return
      }
      if (path === '/short') {
        response.writeHead(200, { 'content-length': '100' }).write('half')
        return void setTimeout(() => response.destroy(), 20)
      }
      if (path === '/gone') return response.writeHead(404).end()
      response.writeHead(200, { 'content-type': 'text/plain' }).end('evidence')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const here = (path: string, host = '127.0.0.1') => `http://${host}:${port}${path}`
  const local = { hosts: [], privateHosts: ['127.0.0.1', 'localhost'] }
  const refused = (url: string, rules = NONE) =>
    expect(guardedFetch(url, rules, signal), url).rejects.toMatchObject({ code: 'invalid-input' })

  it('is fetched where the list has it, and only there', async () => {
    expect(await guardedFetch(here('/x'), local, signal)).toEqual({ text: 'evidence', type: 'text/plain' })
    asked = []
    await refused(here('/x'))
    await refused(here('/x'), { hosts: ['example.org'], privateHosts: [] })
    for (const url of [
      'file:///etc/passwd',
      'gopher://127.0.0.1',
      'ftp://127.0.0.1/x',
      'nonsense',
      'http://',
      'javascript:1',
    ])
      await refused(url, local)
    await refused(`http://user:pw@127.0.0.1:${port}/`, local)
    for (const [host, rule] of [
      ['evil-example.org', '*.example.org'],
      ['example.org', '*.example.org'],
      ['example.org.evil.net', 'example.org'],
    ] as const)
      await refused(`http://${host}/`, { hosts: [rule], privateHosts: [] })
    expect(asked).toEqual([])
  })

  it('inside is refused though its name is on the list, in whatever clothes it comes', async () => {
    asked = []
    for (const host of [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '0.0.0.0',
      '169.254.169.254',
      '10.0.0.1',
      '192.168.1.1',
      '172.16.3.4',
      '100.64.0.1',
      '[fe80::1]',
      '[fd00::1]',
      '2130706433',
      '0x7f.1',
    ])
      await refused(`http://${host}:${port}/x`, { hosts: [new URL(`http://${host}`).hostname], privateHosts: [] })
    expect(asked).toEqual([])
    for (const address of [
      '127.0.0.1',
      '::1',
      '::ffff:10.0.0.1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '224.0.0.1',
      '255.255.255.255',
      '::',
    ])
      expect(isInside(address), address).toBe(true)
    for (const address of ['8.8.8.8', '2606:4700::1111']) expect(isInside(address), address).toBe(false)
  })

  it('that sends on is followed a few times, and never to where it may not go', async () => {
    const to = (url: string) => here(`/to?${encodeURIComponent(url)}`)
    expect(await guardedFetch(to(here('/x', 'localhost')), local, signal)).toMatchObject({ text: 'evidence' })
    asked = []
    await refused(to('http://169.254.169.254/latest/meta-data'), local)
    await refused(to('file:///etc/passwd'), local)
    await refused(to(here('/secret', 'localhost')), { hosts: [], privateHosts: ['127.0.0.1'] })
    expect(asked).not.toContain('/secret')
    await expect(guardedFetch(to(to(to(to(here('/x'))))), local, signal)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('too often'),
    })
  })

  it('is not read past its limits of size and time, and what it answers is said', async () => {
    await expect(guardedFetch(here('/large'), { ...local, most: 1_000 }, signal)).rejects.toMatchObject({
      message: expect.stringContaining('larger'),
    })
    await expect(guardedFetch(here('/slow'), { ...local, timeout: 100 }, signal)).rejects.toMatchObject({
      message: expect.stringContaining('too long'),
    })
    await expect(guardedFetch(here('/gone'), local, signal)).rejects.toMatchObject({
      message: expect.stringContaining('404'),
    })
    for (const path of ['/upgrade', '/short', '/to?http%3A%2F%2F'])
      await expect(guardedFetch(here(path), { ...local, timeout: 5_000 }, signal), path).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:unavailable|invalid-input)$/),
        message: expect.not.stringContaining('too long'),
      })
    await expect(guardedFetch('http://127.0.0.1:1/', local, signal)).rejects.toMatchObject({ code: 'unavailable' })
  })
})
