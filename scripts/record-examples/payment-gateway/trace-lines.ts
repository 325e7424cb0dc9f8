import { type FinishedSpan, otlpLine } from '../otlp-line.ts'
import { STEADY_PODS } from './pods.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'
import { isFailure, type Payment, type Simulation } from './simulate-payments.ts'
import { NAMESPACE } from './story.ts'

/** One payment in so many is traced, from the first service on. */
export const TRACED_EVERY = 170

interface Part {
  service: string
  pod: string
  span: FinishedSpan
}

export function traceLines({ payments }: Simulation): string {
  const random = seededRandom(13)
  return payments
    .filter((_, index) => index % TRACED_EVERY === 0)
    .flatMap((payment) => paymentTrace(payment, random))
    .map((line) => `${line}\n`)
    .join('')
}

function paymentTrace(payment: Payment, random: SeededRandom): string[] {
  const { outcome, duration } = payment
  const failed = isFailure(outcome)
  const ids = Array.from({ length: 7 }, () => random.hex(16))
  const [front = '', toCheckout = '', checkout = '', toGateway = '', gateway = '', scoring = '', ledger = ''] = ids
  const begins = payment.at
  const make = spanMaker(payment)
  const ends = begins + duration
  const status = failed ? 503 : outcome === 'declined' ? 402 : 201
  const gatewayStatus = failed ? -1 : status
  const parts: Part[] = [
    {
      ...podOf('storefront', random),
      span: make(front, undefined, 'POST /checkout', 'server', begins - 0.034, ends + 0.022, status),
    },
    {
      ...podOf('storefront', random),
      span: make(toCheckout, front, 'POST /v1/orders', 'client', begins - 0.03, ends + 0.018, status),
    },
    {
      ...podOf('checkout', random),
      span: make(checkout, toCheckout, 'POST /v1/orders', 'server', begins - 0.027, ends + 0.015, status),
    },
  ]
  if (outcome !== 'short-circuited') {
    parts.push({
      ...podOf('checkout', random),
      span: make(toGateway, checkout, 'POST /v2/payments', 'client', begins, ends, gatewayStatus),
    })
  }
  // A gateway that is killed or stuck never sends its spans.
  if (!failed && payment.pod) {
    const own = { service: 'payment-gateway', pod: payment.pod }
    const scored = begins + 0.004 + Math.min(0.03, duration * 0.2)
    parts.push({
      ...own,
      span: make(gateway, toGateway, 'POST /v2/payments', 'server', begins + 0.002, ends - 0.002, status),
    })
    parts.push({ ...own, span: make(scoring, gateway, 'POST /v1/scores', 'client', begins + 0.004, scored, 200) })
    parts.push({
      ...podOf('fraud-check', random),
      span: make(random.hex(16), scoring, 'POST /v1/scores', 'server', begins + 0.006, scored - 0.002, 200),
    })
    parts.push({ ...own, span: make(ledger, gateway, 'INSERT ledger', 'client', ends - 0.012, ends - 0.004, 0) })
  }
  return lines(parts)
}

function spanMaker({ traceId, outcome }: Payment) {
  return (
    spanId: string,
    parentSpanId: string | undefined,
    name: string,
    kind: 'server' | 'client',
    from: number,
    to: number,
    status: number,
  ): FinishedSpan => ({
    traceId,
    spanId,
    ...(parentSpanId && { parentSpanId }),
    name,
    kind,
    startedAt: nanoseconds(from),
    endedAt: nanoseconds(to),
    attributes: {
      'http.request.method': name.split(' ')[0] ?? '',
      ...(status > 0 && { 'http.response.status_code': status }),
    },
    ...((status >= 500 || status === -1) && {
      error: { type: ERROR_TYPE[outcome] ?? 'Error', message: ERROR_TYPE[outcome] ?? 'error' },
    }),
  })
}

const ERROR_TYPE: Readonly<Record<string, string>> = {
  'timed-out': 'java.net.http.HttpTimeoutException',
  refused: 'java.net.ConnectException',
  'short-circuited': 'io.github.resilience4j.circuitbreaker.CallNotPermittedException',
}

/** A line for each service, as each sends its own spans. */
function lines(parts: readonly Part[]): string[] {
  return [...Map.groupBy(parts, ({ service }) => service)].map(([service, own]) =>
    otlpLine(
      { 'service.name': service, 'k8s.namespace.name': NAMESPACE, 'k8s.pod.name': own[0]?.pod ?? '' },
      own.map(({ span }) => span),
    ),
  )
}

function podOf(service: string, random: SeededRandom): { service: string; pod: string } {
  const [first = '', ...others] = STEADY_PODS.filter((pod) => pod.service === service).map(({ name }) => name)
  return { service, pod: random.pick([first, ...others]) }
}

function nanoseconds(seconds: number): bigint {
  return BigInt(Math.round(seconds * 1e6)) * 1000n
}
