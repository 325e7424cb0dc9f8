import { join } from 'node:path'
import { type AnswerParts, answerAlert, answerRequest } from '../crews/incident/answer-alert.ts'
import { remedy } from '../crews/incident/remedy.ts'
import { collectEvidence, orderFor } from './collect-evidence.ts'
import type { Deliverer } from './deliver-notices.ts'
import { hourlyAllowance } from './hourly-allowance.ts'
import { keepEvidence } from './keep-evidence.ts'
import type { LiveSources } from './live-sources.ts'
import { loadPolicy, policyPath } from './load-policy.ts'
import type { Platform } from './open-platform.ts'
import { stateFolder } from './state-folder.ts'

export interface AnswersOptions {
  sources: LiveSources
  environment: NodeJS.ProcessEnv
  notices: Deliverer
  /** US dollars that all of them may spend on models in an hour, and how many may be under way at once. */
  money?: { cap: number; atOnce: number }
  onTold(): void
}

/** Of one incident, that are evidence. */
const MOST_ALERTS = 1_000

/** How incidents are answered: evidence, investigation, notices and remedies, over one platform. The workflows are made known to its engine. */
export function incidentAnswers(platform: Platform, { sources, environment, notices, money, onTold }: AnswersOptions) {
  const { engine, store } = platform
  const telling: Omit<AnswerParts<unknown>, 'collect'> = {
    investigate: platform.investigate,
    allowance: async (run) =>
      money === undefined ? undefined : hourlyAllowance(engine, store.activity, run, money, Date.now()),
    async tell(incident, run, analysis) {
      await notices.tell(`analysis ${run}`, { kind: 'analysis', incident, run, analysis })
      const { headline, severity, confidence } = analysis
      const detail = { run, headline, severity, confidence }
      await store.audit.add(
        { actor: 'watchfloor', event: 'incident_analysed', subject: incident, detail },
        `told ${run}`,
      )
      // Its alerts may have been resolved meanwhile: who is paged now has to hear that it is over.
      const known = await store.intake.incident(incident)
      if (known?.status === 'closed')
        await notices.tell(`resolved after ${run}`, { kind: 'resolved', incident, title: known.title })
      onTold()
    },
    async tellFailed(incident, run, why) {
      const title = (await store.intake.incident(incident))?.title ?? incident
      await notices.tell(`failed ${run}`, { kind: 'failed', incident, run, title, why })
    },
    async propose(incident, run, request) {
      // Without a policy everything is denied: nothing to ask for.
      if ((await loadPolicy(policyPath(environment))).rules.length === 0) return
      await engine.start(remedying, { incident, request }, { key: `remedy ${run}`, title: request.title })
    },
  }
  const remedying = remedy({
    act: platform.act,
    tell: (incident, run, title, { status, detail }) =>
      notices.tell(`remedied ${run}`, { kind: 'remedied', incident, run, title, status, detail }),
  })
  const alerted = answerAlert({
    ...telling,
    async collect({ incident }, run, signal) {
      const known = await store.intake.incident(incident)
      const alerts = await store.intake.alertsOf(incident, MOST_ALERTS)
      const order = orderFor({ id: incident, title: known?.title ?? incident }, alerts, Date.now())
      return collectEvidence(order, sources, bundleOf(run, environment), signal)
    },
  })
  const requested = answerRequest({
    ...telling,
    collect: ({ incident, given }, run) => keepEvidence(incident, given, sources, bundleOf(run, environment)),
  })
  engine.register(alerted)
  engine.register(requested)
  engine.register(remedying)
  return { alerted, requested }
}

/** Where the evidence of a run is kept. */
function bundleOf(run: string, environment: NodeJS.ProcessEnv): string {
  return join(stateFolder(environment), 'evidence', run.replace(/[^\w.-]/g, '_'))
}
