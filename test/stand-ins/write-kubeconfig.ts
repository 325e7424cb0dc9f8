import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A kubeconfig with the context `test` for a server without authentication; gives its path. */
export function writeKubeconfig(folder: string, server: string): string {
  const path = join(folder, `kubeconfig-${new URL(server).port}.json`)
  writeFileSync(
    path,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'test',
      clusters: [{ name: 'test', cluster: { server } }],
      users: [{ name: 'test', user: {} }],
      contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    }),
  )
  return path
}
