import type { Analysis, Evidence } from '../../core/analysis.ts'
import { fence } from '../../reasoner/fence.ts'

const MOST_HYPOTHESES = 4
const MOST_EVIDENCE = 16
const LONGEST_QUOTE = 130

/** Evidence under the numbers by which a model cites it. */
export type Numbered = Map<string, Evidence>

/** The evidence that matters most, from E1 on. */
export function numberEvidence({ hypotheses, specialists }: Analysis): Numbered {
  const all = [
    ...hypotheses.slice(0, MOST_HYPOTHESES).flatMap((hypothesis) => hypothesis.evidence.slice(0, 5)),
    ...specialists.flatMap(({ agent, findings }) =>
      findings
        .filter(({ role }) => role !== 'context')
        .slice(0, 2)
        .flatMap(({ citations }) => citations.slice(0, 1).map((citation) => ({ ...citation, agent }))),
    ),
  ]
  const unique = new Map(all.map((one) => [`${one.source}:${one.line}:${one.quote}`, one]))
  return new Map([...unique.values()].slice(0, MOST_EVIDENCE).map((one, index) => [`E${index + 1}`, one]))
}

/** All that the coordinator is told, fenced. `assessments` are the specialists' own words, where they gave some. */
export function questionOf(
  { title, hypotheses, specialists, timeline, window }: Analysis,
  evidence: Numbered,
  assessments: ReadonlyMap<string, string>,
): string {
  const ranked = hypotheses
    .slice(0, MOST_HYPOTHESES)
    .map(
      ({ component, cause, confidence, summary }, index) =>
        `${index + 1}. ${component}: ${cause} (${confidence}) ${cut(summary)}`,
    )
  const said = specialists.map(
    ({ agent, status, findings }) =>
      `${agent} (${status}): ${
        assessments.get(agent) ??
        (findings
          .slice(0, 2)
          .map(({ component, summary }) => `${component}: ${cut(summary)}`)
          .join(' | ') ||
          'nothing')
      }`,
  )
  const times = timeline.slice(0, 6).map(({ at, kind, text }) => `${at} ${kind}: ${cut(text)}`)
  const quotes = [...evidence].map(
    ([id, { agent, source, line, quote }]) => `${id} [${agent}] ${source}${line ? `:${line}` : ''} ${cut(quote)}`,
  )
  return [
    fence('incident', `${cut(title)}${window.incident ? `\n${window.incident.from} to ${window.incident.to}` : ''}`),
    fence('hypotheses, fused', ranked.join('\n')),
    fence('specialists', said.join('\n')),
    fence('timeline', times.join('\n')),
    fence('evidence by number', quotes.join('\n')),
  ].join('\n')
}

/** One line of others' words, cut to size. */
export function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line
}
