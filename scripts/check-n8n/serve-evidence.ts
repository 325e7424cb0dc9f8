import { globSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export interface EvidenceServer {
  url: string
  close(): Promise<void>
}

/** The example incident as the systems of a team would give it: an address for each kind of evidence. */
export async function serveEvidence(incident: string): Promise<EvidenceServer> {
  const textOf = (pattern: string) =>
    globSync(join(incident, pattern))
      .sort()
      .map((path) => readFileSync(path, 'utf8'))
      .join('')
  const texts: Record<string, string> = {
    // In the order of time, as a query over the logs of several services gives them.
    '/logs': `${textOf('logs/*.jsonl').trimEnd().split('\n').sort().join('\n')}\n`,
    '/metrics': textOf('metrics/metrics.json'),
    '/changes': textOf('changes/changes.json'),
    '/traces': textOf('traces/traces.jsonl'),
    '/cluster': textOf('kubernetes/*.txt'),
  }
  const server = createServer((request, response) => {
    const text = texts[request.url ?? '']
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(text ?? 'not found')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
