import assert from 'node:assert/strict'
import type { Sent, Stage } from './open-stage.ts'

/** Something that has to hold, in words, and how it is seen; they share one stage, in this order. */
export interface Scenario {
  what: string
  hold(stage: Stage): Promise<void>
}

const ABOUT = { title: 'Payments fail in checkout', started_at: '2026-10-14T14:07:15Z', namespace: 'shop' }
/** The workflow waits 50 s at a time. Milliseconds. */
const LONGER_THAN_ONE_WAIT = 52_000

const SLACK = '/chat.postMessage'
const PAGER = '/v2/enqueue'
const TABLE = '/incident_rows'

/** All of n8n's work for an alert is done when its row has arrived: that is the last branch. */
async function answered(sent: Sent): Promise<Sent['answer']> {
  assert.equal(sent.status, 200, JSON.stringify(sent.answer))
  assert.equal((await sent.arrived(TABLE, 1)).length, 1)
  return sent.answer
}

export const SCENARIOS: readonly Scenario[] = [
  {
    what: 'five sources lead to the cause, which Slack, PagerDuty and the table are told',
    async hold({ send, addresses, secrets }) {
      const sent = await send({ incident_id: 'INC-1', ...ABOUT, ...addresses })
      const answer = await answered(sent)
      const { verdict, component, cause, severity, notes, confidence = 0, first = '' } = answer
      assert.deepEqual([verdict, component, cause], ['root-cause', 'payment-gateway', 'oom-killed'])
      assert.deepEqual([severity, notes], ['P1', []])
      const messages = await sent.arrived(SLACK, 1)
      assert.equal(messages.length, 1)
      assert.equal(messages[0]?.headers.authorization, `Bearer ${secrets.slack}`)
      assert.equal(messages[0]?.body.channel, secrets.channel)
      const text = String(messages[0]?.body.text)
      assert.ok(first !== '')
      for (const part of ['payment-gateway', 'oom-killed', `${Math.round(confidence * 100)}%`, first])
        assert.ok(text.includes(part), `${part} is not in the message: ${text}`)
      const pages = await sent.arrived(PAGER, 1)
      assert.deepEqual(
        pages.map(({ body }) => [body.routing_key, body.event_action, body.dedup_key]),
        [[secrets.pagerDuty, 'trigger', 'INC-1']],
      )
      const [row] = await sent.arrived(TABLE, 1)
      assert.deepEqual([row?.body.incident, row?.body.run, row?.body.component], ['INC-1', answer.run, component])
    },
  },
  {
    what: 'the same alert again is the same run, of which one analysis is kept',
    async hold({ send, addresses, kept }) {
      const { run } = await answered(await send({ incident_id: 'INC-1', ...ABOUT, ...addresses }))
      assert.equal((await kept.engine.list({ workflow: 'incident.requested' })).length, 1)
      assert.deepEqual(
        (await kept.store.analyses.list({ incident: 'INC-1' })).map((one) => [
          one.run,
          one.analysis.hypotheses[0]?.component,
        ]),
        [[`${run}/investigation`, 'payment-gateway']],
      )
    },
  },
  {
    what: 'a source that is away and one that may not be asked are notes, and the others are enough',
    async hold({ send, addresses, nobody }) {
      const elsewhere = addresses.traces_url.replace('127.0.0.1', 'localhost')
      const more = { metrics_url: `${nobody}/metrics`, traces_url: elsewhere }
      const sent = await send({ incident_id: 'INC-2', ...ABOUT, ...addresses, ...more })
      const { component, notes } = await answered(sent)
      assert.equal(component, 'payment-gateway')
      assert.equal(notes.length, 2)
      assert.match(notes.join('\n'), /^metrics: could not be fetched/m)
      assert.match(notes.join('\n'), /^traces: localhost:\d+ is not in WATCHFLOOR_EVIDENCE_HOSTS/m)
      const [message] = await sent.arrived(SLACK, 1)
      assert.match(String(message?.body.text), /Not looked at: .*metrics/)
    },
  },
  {
    what: 'what is not P1 is told Slack and pages nobody',
    async hold({ send, addresses: { commits_url } }) {
      const sent = await send({ incident_id: 'INC-3', ...ABOUT, commits_url })
      const { severity, notes } = await answered(sent)
      assert.notEqual(severity, 'P1')
      assert.equal(notes.length, 4)
      assert.equal((await sent.arrived(SLACK, 1)).length, 1)
      assert.equal((await sent.arrived(PAGER, 0)).length, 0)
    },
  },
  {
    what: 'without Slack the caller has its answer, and PagerDuty is told',
    async hold({ send, addresses, slackIsAway }) {
      slackIsAway(true)
      const sent = await send({ incident_id: 'INC-4', ...ABOUT, ...addresses })
      assert.equal((await answered(sent)).component, 'payment-gateway')
      assert.equal((await sent.arrived(PAGER, 1)).length, 1)
      assert.equal((await sent.arrived(SLACK, 0)).length, 0)
      slackIsAway(false)
    },
  },
  {
    what: 'a run that takes long is waited for again and again',
    async hold({ send, addresses: { commits_url }, kept }) {
      await kept.store.killSwitch.set(true, 'check', 'nothing may begin')
      const sending = send({ incident_id: 'INC-5', ...ABOUT, commits_url })
      await new Promise((resolve) => setTimeout(resolve, LONGER_THAN_ONE_WAIT))
      await kept.store.killSwitch.set(false, 'check', 'it may begin')
      const sent = await sending
      assert.ok(sent.milliseconds > LONGER_THAN_ONE_WAIT)
      assert.equal((await answered(sent)).error, undefined)
    },
  },
  {
    what: 'whoever has no token is refused, and so is what is no alert',
    async hold({ n8n, send, kept }) {
      const guessed = { method: 'POST', headers: { 'x-alert-token': 'guessed' } }
      assert.equal((await fetch(n8n.url, guessed)).status, 403)
      const { status, answer } = await send({ incident_id: '../6' })
      assert.equal(status, 400)
      assert.match(answer.error ?? '', /incident_id.*title/)
      const runs = await kept.engine.list({ workflow: 'incident.requested' })
      assert.deepEqual(
        runs.map(({ status: ended }) => ended),
        Array.from({ length: 5 }, () => 'completed'),
      )
    },
  },
  {
    what: 'without Watchfloor the caller is told so, with 502',
    async hold({ send, addresses, watchfloor }) {
      await watchfloor.stop()
      const { status, answer } = await send({ incident_id: 'INC-7', ...ABOUT, ...addresses })
      assert.equal(status, 502)
      assert.ok(answer.error)
    },
  },
  {
    what: 'n8n shows the one execution in which somebody was not told, and no other that went wrong',
    async hold({ n8n }) {
      assert.deepEqual(await n8n.stop(), ['error'])
    },
  },
]
