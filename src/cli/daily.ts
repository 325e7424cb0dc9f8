import { reportDay } from '../app/daily-report.ts'
import { renderDailyReport } from '../report/index.ts'
import type { Output } from './output.ts'
import { readPeriod } from './read-period.ts'

/** `watchfloor daily`: what the last day brought, in Markdown. */
export async function daily(options: { since: string }, { json, out }: Output): Promise<number> {
  const report = await reportDay(readPeriod('--since', options.since))
  out.write(json ? `${JSON.stringify(report)}\n` : renderDailyReport(report))
  return 0
}
