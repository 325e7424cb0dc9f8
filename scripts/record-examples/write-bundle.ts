import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { stringify } from 'yaml'
import { alertmanagerWebhook } from './alertmanager-webhook.ts'
import { bundleReadme } from './bundle-readme.ts'
import { rangeMatrix } from './range-matrix.ts'
import { type Recording, TRACE_SAMPLING } from './record-scenario.ts'
import { CALLS, CLUSTER, type Scenario, SERVICES } from './scenarios.ts'
import { scrubText, thisMachine } from './scrub-text.ts'

/** Parts that are written, not recorded; they stand beside the example that ships. */
const WRITTEN_PARTS = ['runbooks', 'cost']

/** Writes the recording as an incident bundle into `folder`; earlier recorded parts there are replaced. */
export function writeBundle(scenario: Scenario, recording: Recording, folder: string): void {
  for (const part of ['logs', 'metrics', 'traces', 'changes', 'alerts', 'topology']) {
    rmSync(join(folder, part), { recursive: true, force: true })
    mkdirSync(join(folder, part), { recursive: true })
  }
  writeFileSync(join(folder, 'incident.yaml'), incidentYaml(scenario, recording))
  writeFileSync(join(folder, 'metrics/metrics.json'), rangeMatrix(recording.series))
  writeFileSync(join(folder, 'changes/changes.json'), json(changes(recording)))
  writeFileSync(join(folder, 'alerts/alerts.json'), json(alertmanagerWebhook(recording.alerts, CLUSTER)))
  writeFileSync(join(folder, 'topology/topology.json'), topology())
  writeLogs(recording, folder)
  writeTraces(recording, folder)
  writeFileSync(join(folder, 'README.md'), bundleReadme(scenario, recording))
  copyWrittenParts(scenario, folder)
}

function incidentYaml(scenario: Scenario, { startedAt, endedAt, alerts, changes }: Recording): string {
  const first = alerts.find(({ rule }) => rule.service === scenario.symptom) ?? alerts[0]
  const change = changes.find((made) => made.change.service === scenario.trueCause.component)
  return stringify(
    {
      id: scenario.id,
      title: scenario.title,
      description: scenario.description,
      ...(first && { startedAt: iso(first.firedAt * 1000) }),
      endedAt: iso(endedAt),
      ...(scenario.statesBaseline && {
        baseline: { from: iso(startedAt), to: iso(Math.floor((change?.at ?? endedAt) / 1000) * 1000 - 5000) },
      }),
      symptom: scenario.symptom,
      services: scenario.services,
      sampling: `traces: head sampling, ${TRACE_SAMPLING * 100} percent of requests; logs: information of sampled requests only, equal warnings and errors once a second`,
    },
    { lineWidth: 0 },
  )
}

function changes({ changes: made }: Recording): object[] {
  return made.map(({ change, at, previousVersion }, index) => ({
    id: `change-${index + 1}`,
    kind: change.kind,
    service: change.service,
    at: iso(at),
    ...(change.version && { version: change.version }),
    ...(previousVersion && { previousVersion }),
    author: change.author,
    summary: change.summary,
    ...(change.files.length > 0 && { files: change.files }),
  }))
}

/** Lines before the recording began and after it ended (start, orderly stop) are left out. */
function writeLogs(recording: Recording, folder: string): void {
  const machine = thisMachine()
  const from = iso(recording.startedAt)
  const to = iso(recording.endedAt)
  for (const service of SERVICES) {
    const lines = linesOf(join(recording.folder, `${service}.log`)).filter((line) => {
      const { timestamp } = JSON.parse(line) as { timestamp: string }
      return timestamp >= from && timestamp <= to
    })
    writeFileSync(join(folder, `logs/${service}.jsonl`), scrubText(`${lines.join('\n')}\n`, service, machine))
  }
  const since = postgresTime(recording.startedAt)
  const until = postgresTime(recording.endedAt)
  const kept = linesOf(join(recording.folder, 'postgres.log')).filter(
    (line) => line >= since && line.slice(0, 23) <= until,
  )
  writeFileSync(join(folder, 'logs/postgres.log'), scrubText(`${kept.join('\n')}\n`, 'postgres', machine))
}

function writeTraces(recording: Recording, folder: string): void {
  const from = BigInt(recording.startedAt) * 1_000_000n
  const spans = SERVICES.flatMap((service) => linesOf(join(recording.folder, `${service}.traces`)))
    .map((line) => ({ line, at: BigInt(/"startTimeUnixNano":"(\d+)"/.exec(line)?.[1] ?? 0) }))
    .filter(({ at }) => at >= from)
    .sort((a, b) => (a.at < b.at ? -1 : 1))
  writeFileSync(join(folder, 'traces/traces.jsonl'), spans.map(({ line }) => `${line}\n`).join(''))
}

function copyWrittenParts(scenario: Scenario, folder: string): void {
  const shipped = resolve(import.meta.dirname, '../../examples/incidents', scenario.id)
  if (resolve(folder) === shipped) return
  for (const part of WRITTEN_PARTS) {
    if (existsSync(join(shipped, part))) cpSync(join(shipped, part), join(folder, part), { recursive: true })
  }
}

function topology(): string {
  return `{\n  "edges": [\n${CALLS.map((edge) => `    ${JSON.stringify(edge)}`).join(',\n')}\n  ]\n}\n`
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

function postgresTime(milliseconds: number): string {
  return iso(milliseconds).replace('T', ' ').slice(0, 23)
}
