import { randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { collectEvidence } from '../app/collect-evidence.ts'
import { liveSources } from '../app/live-sources.ts'
import { stateFolder } from '../app/state-folder.ts'
import { WatchfloorFault } from '../core/fault.ts'
import { readPeriod } from './read-period.ts'

/** Before the time that is asked about, to compare with. */
const BASELINE = 1

const address = z.url({ protocol: /^https?$/, error: 'must be a URL such as http://127.0.0.1:9090' }).optional()

/** A flag says for once what the environment says for always. */
const VARIABLES = {
  prometheus: 'WATCHFLOOR_PROMETHEUS_URL',
  loki: 'WATCHFLOOR_LOKI_URL',
  elasticsearch: 'WATCHFLOOR_ELASTICSEARCH_URL',
  jaeger: 'WATCHFLOOR_JAEGER_URL',
  tempo: 'WATCHFLOOR_TEMPO_URL',
  kubeContext: 'WATCHFLOOR_KUBE_CONTEXT',
  github: 'WATCHFLOOR_GITHUB_REPOSITORIES',
} as const

export const liveOptions = z.object({
  since: z.string().optional(),
  prometheus: address,
  loki: address,
  elasticsearch: address,
  jaeger: address,
  tempo: address,
  kubeContext: z.string().min(1).max(200).optional(),
  github: z
    .array(z.string().min(1).max(200))
    .transform((names) => names.join(','))
    .optional(),
  namespace: z.string().min(1).max(200).optional(),
  service: z.array(z.string().min(1).max(200)).default([]),
  title: z.string().min(1).max(200).optional(),
})

/** Gathers from the live sources into a folder that is not there yet. Throws a fault `usage` where no source is named. */
export async function collectLive(given: z.infer<typeof liveOptions>, out: string): Promise<string> {
  const { since, namespace, service, title } = given
  const period = readPeriod('--since', since ?? '1h')
  const said = Object.entries(VARIABLES).map(([flag, name]) => [name, given[flag as keyof typeof VARIABLES]])
  const sources = liveSources({
    ...process.env,
    ...Object.fromEntries(said.filter(([, value]) => value !== undefined)),
  })
  if (sources.sources.length === 0)
    throw new WatchfloorFault('usage', 'No live source is named.', {
      hint: 'Give --prometheus, --loki, --elasticsearch, --jaeger or --tempo with a URL, --kube-context NAME or --github OWNER/NAME, or set their variables.',
    })
  const to = Date.now()
  const stop = new AbortController()
  const onInterrupt = () => stop.abort(new WatchfloorFault('cancelled', 'Stopped while collecting.'))
  process.once('SIGINT', onInterrupt)
  try {
    const { path } = await collectEvidence(
      {
        id: 'live',
        title: title ?? `The last ${since ?? '1h'}${namespace === undefined ? '' : ` in ${namespace}`}`,
        from: to - period * (1 + BASELINE),
        to,
        namespace,
        services: service,
        alerts: [],
      },
      sources,
      resolve(out),
      stop.signal,
    )
    return path
  } finally {
    process.off('SIGINT', onInterrupt)
  }
}

/** Where what was collected for one investigation lies: it is evidence, and kept as long as the state is. */
export function placeForEvidence(): string {
  return join(stateFolder(), 'evidence', `live_${Date.now().toString(36)}${randomUUID().slice(0, 6)}`)
}
