import { cpus, type as systemType } from 'node:os'
import type { Recording } from './record-scenario.ts'
import { SCRAPE_SECONDS, TRACE_SAMPLING } from './record-scenario.ts'
import type { Scenario } from './scenarios.ts'

/** Says how the bundle came about and, at its end, what was really wrong. */
export function bundleReadme(scenario: Scenario, recording: Recording): string {
  const { component, cause, text } = scenario.trueCause
  return `# ${scenario.id}: a recorded incident

Recorded, not written: four Node.js services and a PostgreSQL ran on one machine while a load generator sent
${recording.load.requests} requests (about ${scenario.requestsPerSecond} a second, independent arrivals, ${recording.load.failed} failed). The changes, the failures, the log lines,
the metrics and the spans are those of the running processes.

- Recorded ${iso(recording.startedAt)} to ${iso(recording.endedAt)} with Node.js ${process.version.slice(1)} and PostgreSQL ${recording.postgresVersion} on ${systemType()}, ${cpus().length} cores.
- Again: \`npm run record-examples -- --scenario ${scenario.id} --out DIR\` (about ${Math.ceil(scenario.minutes) + 1} minutes; the figures will differ).
${heapNote(scenario)}- \`logs/\`: what the processes wrote. Information is kept for sampled requests only; equal warnings and errors of one service
  are written once a second, with \`suppressed\` saying how many were not. Lines that came on standard error have \`stream\`.
- \`metrics/\`: scraped from the processes every ${SCRAPE_SECONDS} seconds. Names that end in \`_total\` are counters and begin at zero when a process
  starts; latencies are over the last five seconds; a gap is a scrape that failed.
- \`traces/\`: head sample of ${TRACE_SAMPLING * 100} percent of the requests.
- \`changes/\`: every change was really made (a new process took over, an environment variable changed, a flag was set). Three of the
  four have nothing to do with the incident.
- \`alerts/\`: from rules evaluated while recording, in the form of Alertmanager's webhook.
- Written by hand, as examples: \`runbooks/\`, the figures in \`cost/\`, the authors and summaries of the changes.
- Taken out afterwards: paths of the recording machine. The sources of a service stand under \`/srv/<service>/src/\` in stack traces.

## What happened

| after | at | what |
|---|---|---|
${happenings(scenario, recording)}

## The true cause

\`${component}\`, \`${cause}\`. ${text}
`
}

function heapNote({ heapMegabytes }: Scenario): string {
  return Object.entries(heapMegabytes)
    .map(
      ([service, megabytes]) =>
        `- ${service} ran with a heap of ${megabytes} MiB and no threads for its garbage collector, before and after the change, so that\n  minutes suffice for what takes hours elsewhere.\n`,
    )
    .join('')
}

function happenings(scenario: Scenario, { startedAt, endedAt, changes, alerts, crashes }: Recording): string {
  const entries = [
    { at: startedAt, text: 'recording begins; all is well' },
    ...changes.map(({ change, at }) => ({
      at,
      text: `${change.kind} of ${change.service}: ${change.summary}${isCause(scenario, change.service) ? ' (**the cause**)' : ''}`,
    })),
    ...alerts.flatMap(({ rule, firedAt, resolvedAt }) => [
      { at: firedAt * 1000, text: `alert ${rule.name} for ${rule.service} fires` },
      ...(resolvedAt ? [{ at: resolvedAt * 1000, text: `alert ${rule.name} for ${rule.service} resolves` }] : []),
    ]),
    ...Object.entries(crashes).flatMap(([service, times]) => times.map((at) => ({ at, text: `${service} crashes` }))),
    { at: endedAt, text: 'recording ends' },
  ]
  return entries
    .sort((a, b) => a.at - b.at)
    .map(({ at, text }) => `| ${Math.round((at - startedAt) / 1000)} s | ${iso(at)} | ${text} |`)
    .join('\n')
}

function isCause(scenario: Scenario, service: string): boolean {
  return scenario.trueCause.component === service
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
