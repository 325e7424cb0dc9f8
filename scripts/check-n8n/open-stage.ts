import { openRuns, type Runs } from '../../src/app/open-runs.ts'
import { freePort } from '../../test/needs/free-port.ts'
import { chatAndPager, type Posted } from '../../test/stand-ins/chat-and-pager.ts'
import { serveEvidence } from './serve-evidence.ts'
import { type N8n, startN8n } from './start-n8n.ts'
import { startWatchfloor, type Watchfloor } from './start-watchfloor.ts'

/** What the workflow answers to whoever sent the alert. */
export interface Answer {
  run: string
  verdict?: string
  component?: string
  cause?: string
  confidence?: number
  severity?: string
  first?: string
  notes: string[]
  error?: string
}

export interface Sent {
  status: number
  answer: Answer
  milliseconds: number
  /** What has arrived at an address since it was sent: waited for until there is as much, since n8n goes on after its answer. */
  arrived(path: string, count: number): Promise<Posted[]>
}

/** Everything that takes part in an incident, real but for Slack, PagerDuty and the team's table. */
export interface Stage {
  n8n: N8n
  watchfloor: Watchfloor
  /** What Watchfloor keeps, read from beside it. */
  kept: Runs
  /** Addresses of the example incident's evidence, as an alert names them. */
  addresses: Record<'logs_url' | 'metrics_url' | 'commits_url' | 'traces_url' | 'cluster_url', string>
  /** An address that may be asked, where nobody listens. */
  nobody: string
  secrets: { slack: string; pagerDuty: string; channel: string }
  slackIsAway(isAway: boolean): void
  /** Sends an alert as a sender that has the token, or another one. */
  send(alert: object, token?: string): Promise<Sent>
}

const SENDER = 'what-the-sender-of-alerts-knows'
const SECRETS: Stage['secrets'] = {
  slack: 'what-slack-knows',
  pagerDuty: 'what-pagerduty-knows',
  channel: 'C0INCIDENTS',
}
const INCIDENT = 'examples/incidents/payment-gateway'
const WORKFLOW = 'deploy/n8n/incident-flow.json'

/** Opens it part by part; how to close each is put into `ending` as soon as it is there. */
export async function openStage(program: string, ending: (() => Promise<unknown>)[]): Promise<Stage> {
  let isSlackAway = false
  const standIns = await chatAndPager((path) =>
    isSlackAway && path.endsWith('chat.postMessage') ? 'refuse' : undefined,
  )
  ending.push(standIns.close)
  const { url: evidence, close } = await serveEvidence(INCIDENT)
  ending.push(close)
  const watchfloor = await startWatchfloor()
  ending.push(watchfloor.remove)
  const kept = await openRuns({ environment: { WATCHFLOOR_HOME: watchfloor.home } })
  ending.push(kept.engine.close)
  const nobody = `127.0.0.1:${await freePort()}`
  const n8n = await startN8n({
    program,
    workflow: WORKFLOW,
    credentials: credentialsFor(watchfloor.token),
    environment: {
      WATCHFLOOR_URL: watchfloor.url,
      WATCHFLOOR_EVIDENCE_HOSTS: `${new URL(evidence).host}, ${nobody}`,
      WATCHFLOOR_TABLE_URL: `${standIns.url}/incident_rows`,
      SLACK_API_URL: `${standIns.url}/api`,
      SLACK_CHANNEL: SECRETS.channel,
      PAGERDUTY_EVENTS_URL: `${standIns.url}/v2/enqueue`,
    },
  })
  ending.push(n8n.stop)
  return {
    n8n,
    watchfloor,
    kept,
    addresses: {
      logs_url: `${evidence}/logs`,
      metrics_url: `${evidence}/metrics`,
      commits_url: `${evidence}/changes`,
      traces_url: `${evidence}/traces`,
      cluster_url: `${evidence}/cluster`,
    },
    nobody: `http://${nobody}`,
    secrets: SECRETS,
    slackIsAway(isAway) {
      isSlackAway = isAway
    },
    send: (alert, token = SENDER) => send(n8n, standIns.posted, alert, token),
  }
}

function credentialsFor(token: string) {
  const header = (id: string, name: string, key: string, value: string) => ({
    id,
    name,
    type: 'httpHeaderAuth',
    data: { name: key, value },
  })
  return [
    header('watchfloor-alert-sender', 'Watchfloor alert sender', 'x-alert-token', SENDER),
    header('watchfloor-api', 'Watchfloor API', 'authorization', `Bearer ${token}`),
    header('watchfloor-slack', 'Slack bot', 'authorization', `Bearer ${SECRETS.slack}`),
    {
      id: 'watchfloor-pagerduty',
      name: 'PagerDuty routing key',
      type: 'httpCustomAuth',
      data: { json: JSON.stringify({ body: { routing_key: SECRETS.pagerDuty } }) },
    },
  ]
}

async function send(n8n: N8n, posted: readonly Posted[], alert: object, token: string): Promise<Sent> {
  const from = posted.length
  const begun = performance.now()
  const response = await fetch(n8n.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-alert-token': token },
    body: JSON.stringify(alert),
  })
  const text = await response.text()
  if (!response.headers.get('content-type')?.includes('json') || response.status === 500)
    throw new Error(`The workflow answered ${response.status}: ${text}\n${n8n.log()}`)
  return {
    status: response.status,
    answer: JSON.parse(text) as Answer,
    milliseconds: performance.now() - begun,
    async arrived(path, count) {
      const there = () => posted.slice(from).filter((one) => one.path.endsWith(path))
      for (let look = 0; look < 600 && there().length < count; look++)
        await new Promise((resolve) => setTimeout(resolve, 50))
      return there()
    },
  }
}
