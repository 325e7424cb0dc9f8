import type { Button, KnownBlock } from '@slack/web-api'
import type { Analysis } from '../../core/analysis.ts'
import type { Notice } from '../../core/notifier.ts'
import { orderedActions } from '../../core/ordered-actions.ts'

export interface SlackMessage {
  /** For notifications and readers; the blocks say the same. */
  text: string
  blocks: KnownBlock[]
}

const LONGEST = 2_900

/** Plain text in Slack's `mrkdwn`: its three control characters escaped, and nothing of others able to mention, link or format. */
function plain(text: string, most = 500): string {
  return (
    text
      .slice(0, most)
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      // A character of no width after each: a mark is then only a character.
      .replace(/[*_~`@#]/g, '$&\u200B')
  )
}

const section = (text: string): KnownBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: text.slice(0, LONGEST) },
})

/** The short answer first: cause, how sure, the first thing to do. */
export function shortMessage(notice: Notice): SlackMessage {
  switch (notice.kind) {
    case 'analysis': {
      const { analysis, run } = notice
      const [first] = orderedActions(analysis)
      const lines = [
        `*${analysis.severity}* ${plain(analysis.title)}`,
        plain(analysis.headline),
        ...(first ? [`First: ${plain(first.title)}`] : []),
      ]
      return {
        text: `${analysis.severity} ${plain(analysis.headline, 200)}`,
        blocks: [section(lines.join('\n')), context(`Run ${run}`)],
      }
    }
    case 'approval': {
      const { approval, title, summary, risk, requestedBy, expiresAt } = notice
      const button = (text: string, action: string, style: 'primary' | 'danger'): Button => ({
        type: 'button',
        text: { type: 'plain_text', text },
        action_id: action,
        value: approval,
        style,
      })
      return {
        text: `Approval needed: ${plain(title, 200)}`,
        blocks: [
          section(
            `*Approval needed*: ${plain(title)}\nRisk: ${plain(risk)}. Asked by ${plain(requestedBy)}.\n${plain(summary, 1_500)}`,
          ),
          {
            type: 'actions',
            block_id: 'approval',
            elements: [button('Approve exactly this', 'approve', 'primary'), button('Reject', 'reject', 'danger')],
          },
          context(`Until ${new Date(expiresAt).toISOString()}. ${approval}`),
        ],
      }
    }
    case 'daily':
      return {
        text: plain(notice.title),
        blocks: [section(`*${plain(notice.title)}*\n${plain(notice.text, LONGEST)}`)],
      }
    case 'failed':
      return {
        text: `Not investigated: ${plain(notice.title, 200)}`,
        blocks: [
          section(`*Not investigated*: ${plain(notice.title)}\n${plain(notice.why)}`),
          context(`Run ${notice.run}`),
        ],
      }
    case 'remedied':
      return {
        text: `${plain(notice.title, 200)}: ${notice.status}`,
        blocks: [
          section(`*${plain(notice.title)}*: ${notice.status}\n${plain(notice.detail)}`),
          context(`Run ${notice.run}`),
        ],
      }
    case 'resolved':
      return { text: `Resolved: ${plain(notice.title, 200)}`, blocks: [section(`*Resolved*: ${plain(notice.title)}`)] }
  }
}

function context(text: string): KnownBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: plain(text) }] }
}

/** The details, for the thread: why, with evidence, and what to do. */
export function threadMessage({ hypotheses, actions, impact, similar = [] }: Analysis): SlackMessage {
  const why = hypotheses.slice(0, 2).map(
    ({ component, cause, confidence, summary, evidence }) =>
      `*${plain(component)}*: ${plain(cause)}, ${Math.round(confidence * 100)}%\n${plain(summary)}\n${evidence
        .slice(0, 4)
        .map(
          ({ source, line, quote }) =>
            `• ${plain(`${source}${line === undefined ? '' : `:${line}`}`)} ${plain(quote, 200)}`,
        )
        .join('\n')}`,
  )
  const steps = orderedActions({ actions })
    .slice(0, 6)
    .map(
      ({ title, kind, risk, command }, place) =>
        `${place + 1}. ${plain(title)} (${kind}, risk ${risk})${command ? `\n    ${plain(command.join(' '), 300)}` : ''}`,
    )
  const blocks = [
    ...why.map(section),
    ...(steps.length > 0 ? [section(`*What to do*\n${steps.join('\n')}`)] : []),
    ...similar
      .slice(0, 1)
      .map(({ title, at, component, cause, confirmed, remedies }) =>
        section(
          `*Seen before, no evidence*: ${plain(title)} (${at.slice(0, 10)}), ${plain([component, cause].filter(Boolean).join(': ') || 'without a cause')}${confirmed === 'no' ? ', not confirmed' : ', as a person says'}${remedies.length > 0 ? `; advised then: ${plain(remedies.join('; '))}` : ''}`,
        ),
      ),
    ...(impact.summary === '' ? [] : [section(`*Impact*: ${plain(impact.summary)}`)]),
  ]
  return { text: 'Why, and what to do.', blocks: blocks.length > 0 ? blocks : [section('Nothing more is known.')] }
}
