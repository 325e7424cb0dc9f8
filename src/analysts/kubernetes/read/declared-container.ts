import type { Container, Probe } from '../cluster.ts'
import { dig, digList, digText, type Manifest } from './manifest.ts'

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

export function containersOf(manifest: Manifest, holder: unknown, specKey: string, statusKey: string): Container[] {
  const statuses = digList(holder, 'status', statusKey)
  return digList(holder, 'spec', specKey).map((spec) => {
    const name = digText(spec, 'name') ?? ''
    return toContainer(
      manifest,
      name,
      spec,
      statuses.find((status) => digText(status, 'name') === name),
    )
  })
}

function toContainer({ cite }: Manifest, name: string, spec: unknown, status: unknown): Container {
  const state = (['waiting', 'running', 'terminated'] as const).find((key) => dig(status, 'state', key) !== undefined)
  const text = (...path: string[]) => {
    const value = digText(status, ...path)
    return value === undefined ? undefined : { value, at: cite(value.split('\n')[0]?.slice(0, 60)) }
  }
  const image = digText(spec, 'image')
  const restarts = numberOf(dig(status, 'restartCount'))
  const ports = digList(spec, 'ports')
  const isReady = dig(status, 'ready')
  return {
    name,
    image: image === undefined ? undefined : { value: image, at: cite(image) },
    ports: ports.flatMap((port) => numberOf(dig(port, 'containerPort')) ?? []),
    portNames: Object.fromEntries(
      ports.flatMap((port) => {
        const number = numberOf(dig(port, 'containerPort'))
        const label = digText(port, 'name')
        return label && number !== undefined ? [[label, number]] : []
      }),
    ),
    probes: {
      ...toProbe('liveness', dig(spec, 'livenessProbe'), cite),
      ...toProbe('readiness', dig(spec, 'readinessProbe'), cite),
      ...toProbe('startup', dig(spec, 'startupProbe'), cite),
    },
    env: digList(spec, 'env').flatMap((one) => {
      const key = digText(one, 'name') ?? ''
      const value = digText(one, 'value')
      return value === undefined ? [] : [{ name: key, value, at: cite(value) }]
    }),
    envFrom: digList(spec, 'envFrom').flatMap(
      (one) => digText(one, 'secretRef', 'name') ?? digText(one, 'configMapRef', 'name') ?? [],
    ),
    state: state && state.charAt(0).toUpperCase() + state.slice(1),
    reason: state && text('state', state, 'reason'),
    message: state && text('state', state, 'message'),
    lastReason: text('lastState', 'terminated', 'reason'),
    lastExitCode: numberOf(dig(status, 'lastState', 'terminated', 'exitCode')),
    restarts: restarts === undefined ? undefined : { value: restarts, at: cite('restartCount', String(restarts)) },
    isReady: typeof isReady === 'boolean' ? isReady : undefined,
  }
}

const HANDLERS = [
  ['httpGet', 'http'],
  ['tcpSocket', 'tcp'],
  ['grpc', 'grpc'],
  ['exec', 'exec'],
] as const

function toProbe(kind: string, probe: unknown, cite: Manifest['cite']): Record<string, Probe> {
  const found = HANDLERS.find(([key]) => dig(probe, key) !== undefined)
  if (!found) return {}
  return {
    [kind]: {
      handler: found[1],
      port: digText(probe, found[0], 'port'),
      delay: numberOf(dig(probe, 'initialDelaySeconds')) ?? 0,
      period: numberOf(dig(probe, 'periodSeconds')) ?? 10,
      failureThreshold: numberOf(dig(probe, 'failureThreshold')) ?? 3,
      at: cite(`${kind}Probe`),
    },
  }
}
