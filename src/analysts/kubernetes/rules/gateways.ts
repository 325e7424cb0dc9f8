import type { Route } from '../cluster.ts'
import type { Rule, RuleInput } from './rule.ts'

/** Routes of a gateway that end at no service, or that are written unlike all others and end at another's service. */
export const wrongRoutes: Rule = (input) => {
  const { services, workloads, routes } = input.cluster
  const known = new Set([...services, ...workloads].map(({ name }) => name))
  if (known.size === 0) return []
  return routes.flatMap((route) => {
    const peers = routes.filter((one) => one !== route && one.gateway === route.gateway)
    const isLost = !known.has(route.target)
    const isOdd =
      !isLost &&
      peers.length >= 3 &&
      peers.every(({ uri }) => uri.includes('${') !== route.uri.includes('${')) &&
      peers.some(({ target }) => target === route.target)
    if (!isLost && !isOdd) return []
    const meant = meantBy(route, input)
    if (!meant) return []
    return [
      {
        component: meant.name,
        cause: 'gateway-misroute',
        signal: 'route',
        probability: meant.isAlerted ? 0.94 : isLost && route.uri.includes('${') ? 0.15 : 0.8,
        summary: `The gateway sends ${route.path} to ${route.target}${isLost ? ', which does not exist' : ''}, not to ${meant.name}.`,
        citations: [route.at, ...meant.citations],
      },
    ]
  })
}

/** Whom the route was for: who the alerts say serves its path, or the service without a route whose name is most like its id. */
function meantBy(route: Route, { alerts, cluster }: RuleInput) {
  const prefix = route.path.replace(/\/?\*+$/, '')
  const alert = alerts.find(({ labels }) => (labels.url ?? labels.path ?? labels.uri ?? '').startsWith(prefix))
  const named = alert && (alert.labels.entry_service ?? alert.labels.service)
  if (alert && named) return { name: named, isAlerted: true, citations: [alert.citation] }
  const routed = new Set(cluster.routes.filter((one) => one !== route).map(({ target }) => target))
  const candidates = cluster.services.filter(({ name }) => !routed.has(name))
  const words = new Set(`${route.id}-${prefix}`.toLowerCase().split(/[^a-z0-9]+/))
  const ranked = candidates
    .map(({ name }) => ({
      name,
      shared: name
        .toLowerCase()
        .split('-')
        .filter((word) => words.has(word)).length,
    }))
    .sort((a, b) => b.shared - a.shared || a.name.length - b.name.length)
  const best = ranked[0]
  return best && best.shared > 0 ? { name: best.name, isAlerted: false, citations: [] } : undefined
}
