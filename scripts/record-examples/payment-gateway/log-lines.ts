import { type ContainerLife, heapUsed, jobProgress } from './container-lives.ts'
import { FAILING_PODS, REPLACED_PODS, STEADY_PODS } from './pods.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'
import { isFailure, type Outcome, type Payment, type Simulation } from './simulate-payments.ts'
import { BEGINS, CONFIG_AT, DEPLOY_AT, ENDS, FLAG_AT, HEAP_LIMIT, iso, MIB, ROWS } from './story.ts'

/** One line of a log; `at` in seconds since the Unix epoch. */
export interface WrittenLine {
  at: number
  service: string
  pod: string
  level: 'info' | 'warn' | 'error'
  message: string
  [key: string]: string | number
}

/** Of healthy answers every so many-th is logged; equal failures are logged once in two seconds. */
const SUCCESS_EVERY = 45

export function formatLines(lines: readonly WrittenLine[]): string {
  const inOrder = lines.filter(({ at }) => at >= BEGINS && at < ENDS).toSorted((a, b) => a.at - b.at)
  return inOrder
    .map(
      ({ at, service, pod, level, ...rest }) =>
        `${JSON.stringify({ timestamp: iso(at), service, pod, container: service, level, ...rest })}\n`,
    )
    .join('')
}

export function gatewayLines({ payments }: Simulation): WrittenLine[] {
  const random = seededRandom(3)
  const answered = payments.filter(
    ({ outcome }, index) => outcome === 'declined' || (outcome === 'paid' && index % SUCCESS_EVERY === 0),
  )
  return [
    ...answered.map(
      (payment): WrittenLine => ({
        at: payment.at + payment.duration,
        service: 'payment-gateway',
        pod: payment.pod ?? '',
        level: 'info',
        message: payment.outcome === 'paid' ? 'POST /v2/payments 201' : 'POST /v2/payments 402 card declined by issuer',
        durationMs: Math.round(payment.duration * 1000),
        traceId: payment.traceId,
      }),
    ),
    ...REPLACED_PODS.map((pod) =>
      gatewayLine(pod.name, (pod.deletedAt ?? DEPLOY_AT) - 4, 'info', 'Received SIGTERM, finishing requests under way'),
    ),
    ...FAILING_PODS.flatMap((pod) => pod.lives.flatMap((life, restart) => lifeLines(pod.name, life, restart, random))),
  ]
}

function gatewayLine(
  pod: string,
  at: number,
  level: WrittenLine['level'],
  message: string,
  more: Record<string, string | number> = {},
): WrittenLine {
  return { at, service: 'payment-gateway', pod, level, message, ...more }
}

function lifeLines(pod: string, life: ContainerLife, restart: number, random: SeededRandom): WrittenLine[] {
  const line = (at: number, level: WrittenLine['level'], logger: string, message: string, more = {}) =>
    gatewayLine(pod, at, level, message, { logger, ...more })
  const runOf = restart === 0 ? 'scheduled run 14:05' : 'run 14:05 was not finished, starting it again'
  return [
    line(
      life.startedAt + 2.4,
      'info',
      'PaymentGatewayApplication',
      'Starting PaymentGatewayApplication v2.8.0 using Java 21.0.4',
    ),
    line(
      life.readyAt - 0.8,
      'info',
      'PaymentGatewayApplication',
      `Started PaymentGatewayApplication in ${(life.readyAt - life.startedAt - 3).toFixed(1)} seconds`,
    ),
    line(life.jobAt + 0.01, 'info', 'ReconciliationJob', `Reconciliation: ${runOf}`),
    line(life.jobAt + 0.35, 'info', 'ReconciliationJob', `Reconciliation: loading ${ROWS} transactions from ledger-db`),
    ...progressLines(life, line),
    ...heapLines(life, line, random),
    line(
      life.heapFullAt,
      'error',
      'ReconciliationJob',
      'Reconciliation failed: java.lang.OutOfMemoryError: Java heap space',
      { stack: STACK },
    ),
    line(
      life.heapFullAt + 1.1,
      'error',
      'DispatcherServlet',
      'POST /v2/payments failed: java.lang.OutOfMemoryError: Java heap space',
    ),
  ]
}

type Line = (
  at: number,
  level: WrittenLine['level'],
  logger: string,
  message: string,
  more?: Record<string, string | number>,
) => WrittenLine

/** The heap is full when 1.5 of the 2.4 million rows are in it. */
const ROWS_AT_HEAP_FULL = 1_500_000

function progressLines(life: ContainerLife, line: Line): WrittenLine[] {
  return [300_000, 600_000, 900_000, 1_200_000, 1_400_000].map((rows) => {
    const at = life.jobAt + (rows / ROWS_AT_HEAP_FULL) * (life.heapFullAt - life.jobAt)
    return line(at, 'info', 'ReconciliationJob', `Reconciliation: ${rows} of ${ROWS} transactions in memory`)
  })
}

function heapLines(life: ContainerLife, line: Line, random: SeededRandom): WrittenLine[] {
  return [0.75, 0.85, 0.94].map((progress) => {
    const at = life.jobAt + progress * (life.heapFullAt - life.jobAt) + 0.2
    const percent = Math.round((heapUsed(life, at) / HEAP_LIMIT) * 100)
    const pause = Math.round(260 + (jobProgress(life, at) - 0.7) * 5200 + random.between(-40, 40))
    const message = `Heap ${percent}% used (${Math.round(heapUsed(life, at) / MIB)} of ${HEAP_LIMIT / MIB} MiB), last full collection took ${pause} ms`
    return line(at, 'warn', 'MemoryMonitor', message)
  })
}

const STACK = `java.lang.OutOfMemoryError: Java heap space
\tat java.base/java.util.Arrays.copyOf(Arrays.java:3482)
\tat java.base/java.util.ArrayList.grow(ArrayList.java:237)
\tat java.base/java.util.ArrayList.add(ArrayList.java:497)
\tat com.example.payments.reconciliation.TransactionStore.loadAll(TransactionStore.java:88)
\tat com.example.payments.reconciliation.ReconciliationJob.run(ReconciliationJob.java:54)
\tat org.springframework.scheduling.support.ScheduledMethodRunnable.run(ScheduledMethodRunnable.java:130)
\tat java.base/java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask.run(ScheduledThreadPoolExecutor.java:305)
\tat java.base/java.lang.Thread.run(Thread.java:1583)`

const FAILURE_TEXT: Readonly<Record<Outcome, string>> = {
  paid: '',
  declined: '',
  'timed-out': 'Payment failed: payment-gateway did not answer within 3000 ms',
  refused: 'Payment failed: cannot reach payment-gateway: connection refused',
  'short-circuited': "Payment failed: circuit breaker 'paymentGateway' is OPEN and does not permit further calls",
}

export function checkoutLines({ payments, breaker }: Simulation): WrittenLine[] {
  const pods = STEADY_PODS.filter(({ service }) => service === 'checkout').map(({ name }) => name)
  // The breaker's state is shared by the replicas; the first of them writes of it.
  const podOf = (index: number) => pods[index % pods.length] ?? ''
  const line = (at: number, index: number, level: WrittenLine['level'], message: string, more = {}): WrittenLine => ({
    at,
    service: 'checkout',
    pod: podOf(index),
    level,
    message,
    ...more,
  })
  const transitions = breaker.transitions.map(({ at, from, to, failureRate }) =>
    line(
      at,
      0,
      to === 'OPEN' ? 'error' : 'info',
      `Circuit breaker 'paymentGateway' changed state from ${from} to ${to}`,
      {
        logger: 'CircuitBreakerStateMachine',
        ...(failureRate !== undefined && { failureRatePercent: Math.round(failureRate) }),
      },
    ),
  )
  const placed = payments
    .filter(({ outcome }, index) => outcome === 'paid' && index % SUCCESS_EVERY === 0)
    .map((payment, index) =>
      line(payment.at + payment.duration + 0.03, index, 'info', 'Order placed', {
        durationMs: Math.round(payment.duration * 1000 + 48),
        traceId: payment.traceId,
      }),
    )
  const failed = thinned(payments.filter(({ outcome }) => isFailure(outcome))).map(({ payment, suppressed }, index) =>
    line(payment.at + payment.duration, index, 'error', FAILURE_TEXT[payment.outcome], {
      traceId: payment.traceId,
      durationMs: Math.round(payment.duration * 1000),
      ...(suppressed > 0 && { suppressed }),
    }),
  )
  return [...transitions, ...placed, ...failed]
}

/** Each kind of failure once in two seconds; `suppressed` counts those left out since the one before. */
function thinned(payments: readonly Payment[]): { payment: Payment; suppressed: number }[] {
  const last = new Map<Outcome, { second: number; suppressed: number }>()
  return payments.flatMap((payment) => {
    const second = Math.floor(payment.at / 2)
    const before = last.get(payment.outcome)
    if (before?.second === second) {
      before.suppressed++
      return []
    }
    last.set(payment.outcome, { second, suppressed: 0 })
    return [{ payment, suppressed: before?.suppressed ?? 0 }]
  })
}

const CHATTER: Readonly<Record<string, readonly [string, ...string[]]>> = {
  storefront: ['GET / 200', 'GET /p/:product 200', 'GET /cart 200'],
  catalog: ['GET /v1/products/:id 200', 'GET /v1/search 200'],
  cart: ['GET /v1/carts/:id 200', 'PUT /v1/carts/:id/items 200'],
  'fraud-check': ['POST /v1/scores 200'],
  notification: ['order confirmation handed to mail relay'],
  'ledger-db': ['checkpoint complete'],
}

/** What the services that are well write: a line now and then, and what belongs to the two harmless changes. */
export function neighbourLines(): Map<string, WrittenLine[]> {
  const random = seededRandom(5)
  const lines = new Map<string, WrittenLine[]>()
  for (const [service, messages] of Object.entries(CHATTER)) {
    const pods = STEADY_PODS.filter((pod) => pod.service === service).map(({ name }) => name)
    const own: WrittenLine[] = []
    for (let at = BEGINS; at < ENDS; at += random.between(10, 50)) {
      const durationMs = Math.round(random.between(4, 38))
      const [first = '', ...others] = pods
      own.push({
        at,
        service,
        pod: random.pick([first, ...others]),
        level: 'info',
        message: random.pick(messages),
        durationMs,
      })
    }
    lines.set(service, own)
  }
  lines.get('storefront')?.push({
    at: FLAG_AT + 3,
    service: 'storefront',
    pod: 'storefront-5c9d8b7f6d-6bt9r',
    level: 'info',
    message: 'feature flag address-autocomplete is now on',
  })
  lines.get('notification')?.push({
    at: CONFIG_AT + 41,
    service: 'notification',
    pod: 'notification-77f8d6c4b9-n5d7h',
    level: 'info',
    message: 'configuration reloaded: mail.retry.attempts 3 -> 5',
  })
  return lines
}
