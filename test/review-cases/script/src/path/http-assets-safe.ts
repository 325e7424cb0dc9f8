import * as http from 'node:http'
import { promises as fs } from 'node:fs'

const ASSETS = '/srv/assets'

async function load(name: string): Promise<Buffer> {
  return fs.readFile(`${ASSETS}/${name}`)
}

export const server = http.createServer(async (req, res) => {
  const address = new URL(req.url ?? '/', 'http://localhost')
  const name = address.searchParams.get('name') ?? 'index.html'
  if (!/^[\w-]+\.(?:html|css|js)$/.test(name)) {
    res.statusCode = 400
    res.end()
    return
  }
  res.end(await load(name))
})
