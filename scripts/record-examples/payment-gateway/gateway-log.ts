import { type ContainerLife, heapUsed, jobProgress } from './container-lives.ts'
import { FAILING_PODS, REPLACED_PODS } from './pods.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'
import type { Simulation } from './simulate-payments.ts'
import { DEPLOY_AT, HEAP_LIMIT, MIB, ROWS } from './story.ts'
import { SUCCESS_EVERY, type WrittenLine } from './written-line.ts'

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
