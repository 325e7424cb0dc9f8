import type { LogRecord } from '../../core/evidence.ts'
import type { Finding } from '../../core/finding.ts'
import type { AnalystContext } from '../../core/incident.ts'
import { shareDifference, strengthOf } from '../statistics/surprise.ts'
import { knownCause } from './known-messages.ts'
import { isFailure, type PatternRecord, patternLedger, type ServiceVolume } from './pattern-ledger.ts'

const AGENT = 'log-analyst'
const MOST_FINDINGS = 40
const MOST_QUOTE = 200

export interface LogAnalyst {
  /** `template` is the id that the miner gave to the line's message. */
  add(record: LogRecord, template: number): void
  /** `templateOf` joins ids that the miner found to be one template later on. */
  finish(templateOf?: (id: number) => number): Finding[]
}

/** Finds what the logs say that they did not say before: new, burst and vanished patterns, error shares, silent services. */
export function logAnalyst({ incident, windows, edges }: AnalystContext): LogAnalyst {
  const ledger = patternLedger(windows)
  const names = new Set([
    ...incident.candidates,
    ...incident.services,
    ...edges.flatMap(({ caller, callee }) => [caller, callee]),
  ])
  return {
    add: ledger.add,
    finish(templateOf = (id) => id) {
      const patterns = ledger.patterns(templateOf)
      const services = ledger.services()
      for (const { service } of services) names.add(service)
      const volumes = new Map(services.map((volume) => [volume.service, volume]))
      const findings = [
        ...patterns.flatMap((pattern) => patternFindings(pattern, volumes.get(pattern.service), names)),
        ...services.flatMap((volume) => [
          ...errorShare(volume),
          ...silence(volume, windows.incident.to - windows.incident.from),
        ]),
        ...ledger.endpoints().flatMap((volume) => errorShare(volume, volume.endpoint)),
      ]
      return strongestEach(findings)
        .sort((a, b) => b.strength - a.strength)
        .slice(0, MOST_FINDINGS)
    },
  }
}

/**
 * A component keeps its three strongest of each signal, and the strongest that names a cause: a noisy one must not crowd
 * out the others.
 */
function strongestEach(findings: readonly Finding[]): Finding[] {
  const groups = Map.groupBy(findings, ({ component, signal }) => `${component}\0${signal}`)
  return [...groups.values()].flatMap((group) => {
    const ranked = group.sort((a, b) => b.strength - a.strength)
    const named = ranked.find(({ cause }) => cause !== 'unknown')
    return [...new Set([...ranked.slice(0, 3), ...(named ? [named] : [])])]
  })
}

const LEVEL_WEIGHT = { fatal: 1.2, error: 1, warn: 0.45, info: 0.12, debug: 0.05 } as const

function patternFindings(
  pattern: PatternRecord,
  volume: ServiceVolume | undefined,
  names: ReadonlySet<string>,
): Finding[] {
  const { service, level = 'info', before, during } = pattern
  if (!volume || service === '') return []
  const surprise = patternSurprise(pattern, volume)
  if (Math.abs(surprise) < 1) return []
  const other = isFailure(level) ? namedComponent(pattern.example.message, service, names) : undefined
  const appeared = surprise > 0
  const finding: Finding = {
    agent: AGENT,
    component: service,
    cause: appeared ? causeOf(pattern) : 'unknown',
    signal: appeared ? (isFailure(level) ? 'log-failure' : 'log-pattern') : 'log-vanished',
    role: other !== undefined || !appeared ? 'symptom' : 'cause',
    strength: strengthOf(Math.abs(surprise)),
    ...(pattern.firstAt !== undefined && { at: new Date(pattern.example.at ?? pattern.firstAt).toISOString() }),
    summary: appeared
      ? `${service} writes ${times(during)} (before ${times(before)}): ${excerpt(pattern.example)}`
      : `${service} no longer writes (before ${times(before)}): ${excerpt(pattern.example)}`,
    citations: [cite(pattern.example)],
    figures: { before, during },
  }
  return other === undefined ? [finding] : [finding, mention(finding, other)]
}

function causeOf({ example, hasStack }: PatternRecord): string {
  return knownCause(example.message) ?? (hasStack ? 'code-exception' : 'unknown')
}

/** In nats: a failure that states its cause is not written on a healthy day, be it only once. */
const STATED_CAUSE = 3

/** In nats; negative where the pattern vanished. Shares of the service's lines are compared, so that traffic does not count. */
function patternSurprise(pattern: PatternRecord, volume: ServiceVolume): number {
  const { level = 'info', before, during, example } = pattern
  const weight = LEVEL_WEIGHT[level]
  if (volume.before.lines === 0) return isFailure(level) ? 2 * Math.log1p(during) * weight : 0
  const difference = shareDifference(before, volume.before.lines, during, Math.max(1, volume.during.lines)) / 2
  const grew = during / Math.max(1, volume.during.lines) > before / volume.before.lines
  // Lines come in bunches, so their number counts by its logarithm.
  const nats = 2 * Math.log1p(difference) * weight
  if (grew && before === 0 && isFailure(level) && knownCause(example.message)) return Math.max(nats, STATED_CAUSE)
  return grew ? nats : before >= 10 && during === 0 && volume.during.lines >= 10 ? -nats : 0
}

/** A failure that names another component speaks of that one too. */
function mention(finding: Finding, component: string): Finding {
  return {
    ...finding,
    component,
    cause: 'unknown',
    signal: 'log-mention',
    role: 'cause',
    summary: `${finding.component} fails and names ${component}: ${finding.summary}`,
  }
}

function namedComponent(message: string, own: string, names: ReadonlySet<string>): string | undefined {
  const words = new Set(message.slice(0, 2000).match(/[A-Za-z0-9][\w.-]*[A-Za-z0-9]/g))
  for (const name of names) {
    if (name === own || name.length < 3 || own.includes(name)) continue
    if (words.has(name) || [...words].some((word) => word.startsWith(`${name}.`) || word.startsWith(`${name}-`)))
      return name
  }
  return undefined
}

function errorShare({ service, before, during, example }: ServiceVolume, endpoint?: string): Finding[] {
  const grew = during.errors / Math.max(1, during.lines) > before.errors / Math.max(1, before.lines)
  if (!grew || service === '' || before.lines === 0) return []
  const surprise = 2 * Math.log1p(shareDifference(before.errors, before.lines, during.errors, during.lines) / 2)
  if (surprise < 1) return []
  const share = (part: { lines: number; errors: number }) => `${part.errors} of ${part.lines} lines`
  return [
    {
      agent: AGENT,
      component: service,
      cause: 'unknown',
      signal: endpoint === undefined ? 'log-error-share' : 'log-endpoint-errors',
      role: endpoint === undefined ? 'cause' : 'context',
      strength: strengthOf(surprise),
      summary: `Errors in the log of ${service}${endpoint === undefined ? '' : `, ${endpoint}`}: ${share(during)}, before ${share(before)}.`,
      citations: [cite(example)],
      figures: { before: before.errors / Math.max(1, before.lines), during: during.errors / Math.max(1, during.lines) },
    },
  ]
}

/** A service that stops writing is a signal of its own. */
function silence({ service, before, during, example, lastAt }: ServiceVolume, milliseconds: number): Finding[] {
  if (service === '' || before.lines < 20 || during.lines > before.lines * 0.02 || milliseconds < 30_000) return []
  return [
    {
      agent: AGENT,
      component: service,
      cause: 'unknown',
      signal: 'log-silence',
      role: 'cause',
      strength: strengthOf(Math.log1p(before.lines)),
      ...(lastAt !== undefined && { at: new Date(lastAt).toISOString() }),
      summary: `${service} wrote ${before.lines} lines before the incident and ${during.lines} since.`,
      citations: [cite(example)],
      figures: { before: before.lines, during: during.lines },
    },
  ]
}

function excerpt({ message }: LogRecord): string {
  const line = message.split('\n', 1)[0] ?? ''
  return line.length > MOST_QUOTE ? `${line.slice(0, MOST_QUOTE)}…` : line
}

function cite({ source, line, raw, message }: LogRecord): { source: string; line: number; quote: string } {
  const words = excerpt({ message } as LogRecord).replace(/…$/, '')
  return { source, line, quote: raw.includes(words) ? words : raw.slice(0, MOST_QUOTE) }
}

function times(count: number): string {
  return count === 0 ? 'never' : count === 1 ? 'once' : `${count} times`
}
