import type { Analysis } from '../core/analysis.ts'
import { type FaultFamily, faultFamily } from '../core/fault-taxonomy.ts'
import type { Severity } from '../core/finding.ts'
import { orderedActions } from '../core/ordered-actions.ts'
import { certainty, figureWords, formatMinutes, percent, recoveryWords, SEVERITY_WORDS } from './text/report-words.ts'
import { formatUtc, knownTime, parseTime } from './text/utc-time.ts'
import { visibleText } from './text/visible-text.ts'

/** What a family of causes means to somebody who does not run the systems. */
const PLAIN_CAUSE: Readonly<Record<FaultFamily, string>> = {
  resource: 'it ran out of a resource that it needs',
  network: 'it cannot be reached reliably',
  code: 'a fault in its software or settings',
  admission: 'the platform refuses to start it',
  scheduling: 'the platform finds no place to run it',
  startup: 'it cannot start',
  runtime: 'it is set up wrongly',
  routing: 'requests do not find their way to it',
  infrastructure: 'a fault in the platform below it',
  traffic: 'more requests or a slower partner system than it can stand',
}

/** Minutes until the next update is due. */
const NEXT_UPDATE: Readonly<Record<Severity, number>> = { P1: 30, P2: 60, P3: 240, P4: 1440 }

/**
 * A few plain sentences to paste into a chat, a mail or a status page. Nothing in it becomes a link or a mention there:
 * schemes of addresses and `@` are broken up, angle brackets left out.
 */
export function renderStakeholderUpdate(analysis: Analysis): string {
  return `${stakeholderLines(analysis).join('\n')}\n`
}

/** The lines of the update, each one sentence or two. */
export function stakeholderLines(analysis: Analysis): string[] {
  return draftLines(analysis).map((line) => plain(line, 1200))
}

function draftLines(analysis: Analysis): string[] {
  const heading = `${plain(analysis.title, 120)} (update of ${formatUtc(analysis.generatedAt)})`
  if (analysis.verdict === 'healthy')
    return [heading, '', 'We looked at the systems and found nothing out of the ordinary.']
  return [
    heading,
    '',
    `What happens: ${whatHappens(analysis)}`,
    `Severity: ${SEVERITY_WORDS[analysis.severity]} (${analysis.severity}).`,
    `Impact: ${impact(analysis)}`,
    `Cause: ${cause(analysis)}`,
    `What we do: ${whatWeDo(analysis)}`,
    ...(analysis.recovery.minutes === null
      ? []
      : [`Expected time to recover once we have acted: ${recoveryWords(analysis.recovery)}.`]),
    `Next update: ${nextUpdate(analysis)}`,
  ]
}

function whatHappens(analysis: Analysis): string {
  const since = analysis.window.incident
  const began =
    knownTime(since?.from) === undefined || since === null ? '' : ` It began at about ${formatUtc(since.from)}.`
  return `${sentence(analysis.title, 120)}${began}`
}

function impact({ impact }: Analysis): string {
  const duration = impact.durationMinutes === null ? [] : [`It has lasted ${formatMinutes(impact.durationMinutes)}.`]
  const figures = impact.figures
    .slice(0, 3)
    .map((figure) => `${plain(figure.name, 60)}: about ${plain(figureWords(figure), 60)}.`)
  const summary = impact.summary === '' ? 'not yet measured.' : sentence(impact.summary, 240)
  return [summary, ...duration, ...figures].join(' ')
}

function cause({ verdict, hypotheses }: Analysis): string {
  const [best] = hypotheses
  if (verdict !== 'root-cause' || best === undefined) return 'not known yet; we are looking for it.'
  const family = faultFamily(best.cause)
  const reason = family === undefined ? '' : `: ${PLAIN_CAUSE[family]}`
  return `${certainty(best.confidence)} (${percent(best.confidence)} sure) a problem in ${plain(best.component, 80)}${reason}.`
}

function whatWeDo(analysis: Analysis): string {
  const first = orderedActions(analysis).find(({ kind }) => kind === 'mitigate')
  return first === undefined
    ? 'the team on call is working on it.'
    : `the team on call is working on it. Proposed first step: ${sentence(first.title, 160)}`
}

function nextUpdate({ severity, generatedAt }: Analysis): string {
  const wait = NEXT_UPDATE[severity]
  const at = parseTime(generatedAt)
  const due =
    at === undefined ? `in ${formatMinutes(wait)}` : `by ${formatUtc(new Date(at + wait * 60_000).toISOString())}`
  return `${due}, or as soon as something changes.`
}

/** Text that stays text wherever it is pasted. */
function plain(text: string, limit: number): string {
  return visibleText(text, limit)
    .replaceAll(/[<>]/g, '')
    .replaceAll('@', '(at)')
    .replaceAll('://', '[:]//')
    .replaceAll(/\b(www|mailto|xmpp)([.:])/gi, '$1[$2]')
}

function sentence(text: string, limit: number): string {
  const words = plain(text, limit).trim()
  return /[.!?…]$/.test(words) ? words : `${words}.`
}
