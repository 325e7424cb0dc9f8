import type { Analysis, Evidence } from '../../core/analysis.ts'
import { orderedActions } from '../../core/ordered-actions.ts'
import { type EvidenceIndex, placeWords } from '../evidence-index.ts'
import { certainty, percent, SEVERITY_WORDS } from '../text/report-words.ts'
import { formatUtc, formatWindow } from '../text/utc-time.ts'
import { type Block, code, evidence, heading, type Inline, list, paragraph, table } from './block.ts'
import type { ProseOf } from './prose.ts'

/** Causes that can be those of an attack, or that leave something open. */
const OF_SECURITY: ReadonlySet<string> = new Set([
  'db-invalid-credentials',
  'secret-missing',
  'missing-service-account',
  'image-pull-secret-missing',
  'volume-permission-denied',
  'traffic-spike',
])
/** A credential that stood in the evidence, by its placeholder. */
const CREDENTIAL = /‹(password|token|key|cookie)-[0-9]+›/g

/** What those who guard the system must know: what is affected, since when, what was exposed, what to do. */
export function advisoryBlocks(analysis: Analysis, index: EvidenceIndex, prose: ProseOf): Block[] {
  const { hypotheses, severity, impact, window } = analysis
  const [best] = hypotheses
  const exposed = exposedCredentials(index)
  const mitigations = orderedActions(analysis).filter(({ kind }) => kind === 'mitigate' || kind === 'fix')
  return [
    paragraph(
      'Incident ',
      code(analysis.incidentId),
      `, ${severity} (${SEVERITY_WORDS[severity]}), ${formatUtc(analysis.generatedAt)}. To be judged by a person before it is passed on.`,
    ),
    heading(2, 'Summary'),
    paragraph(analysis.headline),
    paragraph(natureOf(best?.cause, exposed.length)),
    ...prose('summary'),
    heading(2, 'Affected'),
    ...prose('affected'),
    ...list(
      [...new Set([best?.component ?? '', ...impact.affected])]
        .filter((name) => name !== '')
        .map((name): Inline[] => [code(name)]),
    ),
    ...(window.incident === null ? [] : [paragraph(`Seen ${formatWindow(window.incident)}.`)]),
    heading(2, 'Cause'),
    best && analysis.verdict === 'root-cause'
      ? paragraph(
          code(best.component),
          ` (${best.cause}), ${certainty(best.confidence)} (${percent(best.confidence)}): ${best.summary}`,
          ...evidence(best.evidence.map((one: Evidence) => index.numberOf(one))),
        )
      : paragraph('The evidence did not show it.'),
    heading(2, 'Exposure'),
    ...prose('exposure'),
    ...(exposed.length === 0
      ? [paragraph('No credential was seen in the evidence that is quoted here. What was not quoted was not judged.')]
      : [
          paragraph(
            'Credentials stood in the evidence in plain text. Whoever could read it could read them: replace them.',
          ),
          ...table(
            ['Kind', 'Where'],
            exposed.map(({ kind, place }): Inline[][] => [[kind], [code(place)]]),
          ),
        ]),
    heading(2, 'What to do'),
    ...prose('mitigation'),
    ...list(
      [
        ...(exposed.length > 0 ? [['Replace the credentials above, and keep them out of logs.']] : []),
        ...mitigations.map(({ title, why, evidence: cited }): Inline[] => [
          `${title}: ${why}`,
          ...evidence(cited.map(index.numberOf)),
        ]),
      ],
      true,
    ),
    heading(2, 'Not known'),
    ...list(
      [
        ...impact.unknown,
        ...analysis.missing.map(({ part, why }) => `${part}: ${why}`),
        'To fill in: whether anybody used what was open.',
      ].map((text) => [text]),
    ),
  ]
}

function natureOf(cause: string | undefined, exposed: number): string {
  if (cause !== undefined && OF_SECURITY.has(cause))
    return `A cause of this kind (${cause}) can be that of an attack or a mistake; the evidence does not tell which.`
  return exposed > 0
    ? 'The cause is none of security, but credentials were exposed.'
    : 'Nothing in the evidence points to an attack. It is written as an advisory because that was asked for.'
}

function exposedCredentials({ entries }: EvidenceIndex): { kind: string; place: string }[] {
  const found = entries.flatMap(({ citation }) =>
    [...citation.quote.matchAll(CREDENTIAL)].map(([, kind = '']) => ({ kind, place: placeWords(citation) })),
  )
  return [...new Map(found.map((one) => [`${one.kind} ${one.place}`, one])).values()]
}
