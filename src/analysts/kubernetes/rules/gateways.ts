import type { Alert, Citation } from '../../../core/evidence.ts'
import type { Route } from '../cluster.ts'
import type { Rule, RuleInput } from './rule.ts'

/** Routes of a gateway that end at no service, or at another one than the service that answers for their path. */
export const wrongRoutes: Rule = (input) => {
  const { services, workloads, routes } = input.cluster
  const known = new Set([...services, ...workloads].map(({ name }) => name))
  if (known.size === 0) return []
  const distinctive = distinctiveParts([...known])
  return routes.flatMap((route) => {
    const isLost = !known.has(route.target)
    const meant = meantByAlert(route, input.alerts) ?? meantByName(route, input, distinctive)
    if (!meant || meant.name === route.target || !known.has(meant.name)) return []
    return [
      {
        component: meant.name,
        cause: 'gateway-misroute',
        signal: 'route',
        probability: meant.isAlerted ? 0.94 : isLost ? 0.6 : 0.8,
        summary: `The gateway sends ${route.path} to ${route.target}${isLost ? ', which does not exist,' : ''} and not to ${meant.name}.`,
        citations: [route.at, ...meant.citations],
      },
    ]
  })
}

interface Meant {
  name: string
  isAlerted: boolean
  citations: Citation[]
}

/** Who an alert says serves the path of the route. */
function meantByAlert(route: Route, alerts: readonly Alert[]): Meant | undefined {
  const prefix = route.path.replace(/\/?\*+$/, '')
  if (prefix === '') return undefined
  const isBelow = (url = '') => url === prefix || url.startsWith(`${prefix}/`)
  for (const { labels, citation } of alerts) {
    const name = labels.entry_service ?? labels.service
    if (name !== undefined && isBelow(labels.url ?? labels.path ?? labels.uri))
      return { name, isAlerted: true, citations: [citation] }
  }
  return undefined
}

/** The one service without a route whose name stands in the path or id of a route that goes somewhere else. */
function meantByName(
  route: Route,
  { cluster }: RuleInput,
  distinctive: ReadonlyMap<string, string>,
): Meant | undefined {
  const text = compact(`${route.path} ${route.id}`)
  const own = distinctive.get(route.target)
  if (own && text.includes(own)) return undefined
  const routed = new Set(cluster.routes.map(({ target }) => target))
  const fits = cluster.services.flatMap(({ name }) => {
    const part = distinctive.get(name)
    const isMeant =
      part !== undefined && (compact(route.id) === part || compact(route.path.split('/').at(-2) ?? '').startsWith(part))
    return isMeant && !routed.has(name) ? [name] : []
  })
  const name = fits.length === 1 ? fits[0] : undefined
  return name === undefined ? undefined : { name, isAlerted: false, citations: [] }
}

/** Each name without the words that most names share, such as a prefix of the system: `shop-cart-service` gives `cart`. */
function distinctiveParts(names: readonly string[]): Map<string, string> {
  const counts = new Map<string, number>()
  for (const name of names) for (const word of new Set(name.split('-'))) counts.set(word, (counts.get(word) ?? 0) + 1)
  const isShared = (word: string) => (counts.get(word) ?? 0) > Math.max(2, names.length / 3)
  return new Map(
    names.flatMap((name): [string, string][] => {
      const part = compact(
        name
          .split('-')
          .filter((word) => !isShared(word))
          .join(''),
      )
      return part === '' ? [] : [[name, part]]
    }),
  )
}

function compact(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}
