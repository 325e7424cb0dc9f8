import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectingFetch } from '../../../src/integrations/models/collecting-fetch.ts'

let server: Server
let url: string
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? ''
    if (path === '/echo') {
      let body = ''
      request.on('data', (part) => {
        body += part
      })
      request.on('end', () =>
        response
          .writeHead(201, { 'content-type': 'text/plain', 'retry-after': '7', 'set-cookie': ['a=1', 'b=2'] })
          .end(`${request.method} ${request.headers['x-word']} ${body}`),
      )
    } else if (path === '/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      for (const part of ['data: 1\n\n', 'data: ä\n\n']) response.write(part)
      setTimeout(() => response.end('data: 3\n\n'), 20)
    } else if (path === '/cut') {
      response.writeHead(200).write('data: 1\n\n')
      setTimeout(() => response.destroy(), 20)
    } else if (path === '/none') response.writeHead(204).end()
    else if (path === '/elsewhere') response.writeHead(302, { location: '/echo' }).end()
    else if (path !== '/hang') response.writeHead(529).end('overloaded')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe('an answer that is collected', () => {
  it('is what fetch would have given, whole', async () => {
    const init = { method: 'POST', headers: { 'x-word': 'w' }, body: 'wörd' }
    for (const how of [
      init,
      { ...init, headers: new Headers(init.headers) },
      { ...init, headers: [['x-word', 'w']] as [string, string][] },
    ]) {
      const answer = await collectingFetch(`${url}/echo`, how)
      expect([answer.status, answer.ok, answer.headers.get('retry-after')]).toEqual([201, true, '7'])
      expect(await answer.text()).toBe('POST w wörd')
    }
    const bytes = await collectingFetch(new URL('/echo', url), { method: 'POST', body: new Uint8Array([97]) })
    expect(await bytes.text()).toBe('POST undefined a')
    expect(await (await collectingFetch(`${url}/stream`)).text()).toBe('data: 1\n\ndata: ä\n\ndata: 3\n\n')
    expect(await (await collectingFetch(`${url}/none`)).text()).toBe('')
    const refused = await collectingFetch(`${url}/refused`)
    expect([refused.status, refused.ok, await refused.text()]).toEqual([529, false, 'overloaded'])
    // Where it sends us nobody has configured.
    expect((await collectingFetch(`${url}/elsewhere`)).status).toBe(302)
  })

  it('never looks whole where it was cut, and fails as fetch fails', async () => {
    await expect(collectingFetch(`${url}/cut`)).rejects.toThrow(new TypeError('fetch failed'))
    await expect(collectingFetch('http://127.0.0.1:1/')).rejects.toThrow(new TypeError('fetch failed'))
  })

  it('is not waited for any longer than it may be', async () => {
    const late = AbortSignal.timeout(50)
    await expect(collectingFetch(`${url}/hang`, { signal: late })).rejects.toMatchObject({ name: 'TimeoutError' })
    await expect(collectingFetch(`${url}/echo`, { signal: AbortSignal.abort('over') })).rejects.toBe('over')
  })
})
