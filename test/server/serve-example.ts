import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

const EXAMPLE = 'examples/incidents/payment-gateway'
const FILES: Readonly<Record<string, string>> = {
  '/logs': join(EXAMPLE, 'logs', 'payment-gateway.jsonl'),
  '/metrics': join(EXAMPLE, 'metrics', 'metrics.json'),
  '/commits': join(EXAMPLE, 'changes', 'changes.json'),
}

/** The evidence of an example at addresses on this machine, and the incident alert that names them. */
export async function serveExample() {
  const server = createServer((request, response) => {
    const path = FILES[request.url ?? '']
    response.end(path === undefined ? '' : readFileSync(path, 'utf8'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    alert: {
      incident_id: 'INC-7',
      title: 'Payments fail',
      started_at: '2026-10-14T14:07:15Z',
      logs_url: `${base}/logs`,
      metrics_url: `${base}/metrics`,
      commits_url: `${base}/commits`,
    },
    stop: async () => void server.close(),
  }
}
