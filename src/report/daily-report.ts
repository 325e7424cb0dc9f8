import type { DailyReport } from '../core/daily-report.ts'
import { type Block, code, heading, type Inline, list, paragraph, strong, table } from './document/block.ts'
import { documentToMarkdown } from './markdown/document-to-markdown.ts'
import { formatMinutes, percent } from './text/report-words.ts'
import { formatUtc } from './text/utc-time.ts'

const iso = (at: number) => formatUtc(new Date(at).toISOString())

/** The report of a day in Markdown: what waits for people first. */
export function renderDailyReport(report: DailyReport): string {
  return documentToMarkdown(dailyBlocks(report))
}

function dailyBlocks(report: DailyReport): Block[] {
  const { from, to, incidents, causes, investigations, actions, state } = report
  const waiting = waitingLines(report)
  const resolved =
    incidents.medianMinutes === null ? '' : `, half of them within ${formatMinutes(incidents.medianMinutes)}`
  return [
    heading(1, 'The last day'),
    paragraph(`${iso(from)} to ${iso(to)}.`),
    heading(2, 'What waits for you'),
    ...(waiting.length === 0 ? [paragraph('Nothing.')] : list(waiting)),
    heading(2, 'What happened'),
    ...list([
      [`${incidents.opened} incidents opened, ${incidents.closed} closed${resolved}.`],
      [
        `${investigations.ended} investigations ended, ${investigations.withoutCause} of them without a root cause; ${investigations.failed} failed.`,
      ],
      ...(actions.done + actions.other > 0
        ? [[`${actions.done} actions were done and read back, ${actions.other} were not done.`]]
        : []),
    ]),
    ...table(
      ['Where', 'Why', 'How often', 'Confirmed', 'Wrong'],
      causes.map(({ component, cause, count, confirmed, wrong }): Inline[][] => [
        [code(component)],
        [code(cause)],
        [String(count)],
        [String(confirmed)],
        [String(wrong)],
      ]),
    ),
    ...(state ? stateBlocks(state) : []),
  ]
}

function waitingLines({ incidents, approvalsWaiting, undeliverable }: DailyReport): Inline[][] {
  return [
    ...incidents.open.map(({ title, severity, openedAt, id }): Inline[] => [
      strong('Open'),
      `: ${title}${severity === undefined ? '' : `, ${severity}`}, since ${iso(openedAt)} (`,
      code(id),
      ')',
    ]),
    ...(approvalsWaiting > 0 ? [[strong('Approvals'), `: ${approvalsWaiting} wait for a person`]] : []),
    ...(undeliverable > 0 ? [[strong('Deliveries'), `: ${undeliverable} were given up`]] : []),
  ]
}

function stateBlocks({ headline, moved, problems, run }: NonNullable<DailyReport['state']>): Block[] {
  return [
    heading(2, 'What the sources show'),
    paragraph(headline, ' Run ', code(run), '.'),
    ...list(
      moved.map(({ component, summary, strength }): Inline[] => [
        code(component),
        ` ${summary} (${percent(strength)})`,
      ]),
    ),
    ...list(problems.map((problem): Inline[] => [strong('Not read'), `: ${problem}`])),
  ]
}
