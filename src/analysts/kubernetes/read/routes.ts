import { parse } from 'yaml'
import type { Route } from '../cluster.ts'
import { dig, digList, digText, digTexts, type Manifest } from './manifest.ts'

/** Reads the routes that an Ingress, or the configuration of a gateway in a ConfigMap, declares. */
export function readRoutes(manifest: Manifest): Route[] {
  if (manifest.kind === 'Ingress') return ingressRoutes(manifest)
  if (manifest.kind !== 'ConfigMap') return []
  return Object.values(digTexts(manifest.body, 'data'))
    .filter((text) => text.includes('uri:') && text.includes('Path='))
    .flatMap((text) => gatewayRoutes(text, manifest))
}

function ingressRoutes({ name, body, cite }: Manifest): Route[] {
  return digList(body, 'spec', 'rules').flatMap((rule) =>
    digList(rule, 'http', 'paths').flatMap((one) => {
      const target = digText(one, 'backend', 'service', 'name') ?? digText(one, 'backend', 'serviceName')
      const path = digText(one, 'path') ?? '/'
      return target === undefined
        ? []
        : [{ id: path, path, uri: target, target, gateway: name, at: cite('name:', target) }]
    }),
  )
}

/** Spring Cloud Gateway: entries with an id, a uri and `Path=` predicates, at any depth. */
function gatewayRoutes(text: string, { name, cite }: Manifest): Route[] {
  let configuration: unknown
  try {
    configuration = parse(text, { maxAliasCount: 50, logLevel: 'silent' })
  } catch {
    return []
  }
  return routeObjects(configuration, 0).flatMap((route) => {
    const uri = digText(route, 'uri') ?? ''
    const target = /:\/\/(?:\$\{[^}:]*:)?([A-Za-z0-9][\w.-]*)/.exec(uri)?.[1]?.split('.')[0]
    const path = digList(route, 'predicates')
      .map(String)
      .find((one) => one.startsWith('Path='))
    if (target === undefined || path === undefined) return []
    return [{ id: digText(route, 'id') ?? '', path: path.slice(5), uri, target, gateway: name, at: cite(uri) }]
  })
}

const DEEPEST = 8

function routeObjects(value: unknown, depth: number): unknown[] {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return []
  if (Array.isArray(value))
    return value.flatMap((one) => (dig(one, 'uri') === undefined ? routeObjects(one, depth + 1) : [one]))
  return Object.values(value).flatMap((one) => routeObjects(one, depth + 1))
}
