import { expect, it } from 'vitest'
import { analyseSecurity } from '../../../src/analysts/code/analyse-security.ts'
import { parseChange } from '../../../src/analysts/code/change/parse-change.ts'
import { openParsers } from '../../../src/app/open-parsers.ts'

const SERVER = `const http = require('http')
const { exec } = require('child_process')
http.createServer((req, res) => {
  res.setHeader('content-type', 'text/html')
  res.end('<p>' + req.url)
  exec('ls ' + req.url)
})
`

it('takes the pages of a server that a test starts less seriously, and not what harms the machine', async () => {
  const parsers = await openParsers()
  const severities = (path: string) =>
    Object.fromEntries(
      analyseSecurity(parseChange([{ path, status: 'added', text: SERVER, changed: 'all' }], parsers)).map(
        ({ rule, severity }) => [rule, severity],
      ),
    )
  const product = severities('src/server.js')
  expect(product['script/cross-site-scripting']).toBe('high')
  expect(severities('test/server.test.js')).toEqual({ ...product, 'script/cross-site-scripting': 'low' })
})
