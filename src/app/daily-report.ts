import { join } from 'node:path'
import type { DailyReport } from '../core/daily-report.ts'
import { messageOf } from '../core/fault.ts'
import type { Notice } from '../core/notifier.ts'
import { type DayInput, reportingDays } from '../crews/incident/report-day.ts'
import { renderDailyReport } from '../report/index.ts'
import { maskStructure } from '../safety/mask-analysis.ts'
import { collectEvidence } from './collect-evidence.ts'
import { countDay } from './count-day.ts'
import type { Deliverer } from './deliver-notices.ts'
import { everyDay } from './every-day.ts'
import { type LiveSources, liveSources } from './live-sources.ts'
import { openPlatform, type Platform } from './open-platform.ts'
import { stateFolder } from './state-folder.ts'

/** The workflow that reports a day, over the live sources and the store of a platform. */
export function dailyReports(
  platform: Platform,
  sources: LiveSources,
  environment: NodeJS.ProcessEnv,
  tell: (key: string, notice: Notice) => Promise<void>,
) {
  return reportingDays({
    investigate: platform.investigate,
    count: (from, to) => countDay(platform, from, to),
    async collect(run, from, to, signal) {
      if (sources.sources.length === 0) return undefined
      const order = {
        id: 'daily',
        title: 'The last day',
        from: from - (to - from),
        startedAt: from,
        to,
        services: [],
        alerts: [],
      }
      return collectEvidence(order, sources, join(stateFolder(environment), 'evidence', run), signal)
    },
    tell: (run, report) =>
      tell(`daily ${run}`, { kind: 'daily', title: 'The last day', text: renderDailyReport(report) }),
  })
}

/** Reports the time until now, once and for whoever asks; nobody else is told. Times are milliseconds. */
export async function reportDay(period: number, environment: NodeJS.ProcessEnv = process.env): Promise<DailyReport> {
  const sources = liveSources(environment)
  const platform = await openPlatform({ environment })
  try {
    const workflow = dailyReports(platform, sources, environment, async () => undefined)
    const to = Date.now()
    const input: DayInput = { from: to - period, to, tells: false }
    return maskStructure(await (await platform.engine.start(workflow, input, { title: 'The last day' })).result())
  } finally {
    await platform.close()
  }
}

const DAY = 86_400_000

export interface DailyOptions {
  /** Milliseconds after midnight UTC; never where not given. */
  at: number | undefined
  sources: LiveSources
  environment: NodeJS.ProcessEnv
  notices: Pick<Deliverer, 'tell'>
  onProblem(what: string): void
}

/** Tells people each day what the last one brought: once, however many processes do this. */
export function reportDaily(
  platform: Platform,
  { at, sources, environment, notices, onProblem }: DailyOptions,
): { stop(): Promise<void> } {
  const reporting = dailyReports(platform, sources, environment, notices.tell)
  platform.engine.register(reporting)
  if (at === undefined) return { stop: async () => undefined }
  return everyDay(
    at,
    async (to) => {
      const input: DayInput = { from: to - DAY, to, tells: true }
      await platform.engine.start(reporting, input, { key: `daily ${to}`, title: 'The last day', queue: 'default' })
    },
    (thrown) => onProblem(`The day could not be reported: ${messageOf(thrown)}`),
  )
}
