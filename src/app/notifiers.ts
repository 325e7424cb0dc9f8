import { type Actor, ROLES, type Role } from '../core/access.ts'
import { WatchfloorFault } from '../core/fault.ts'
import type { Notifier } from '../core/notifier.ts'
import { githubNotifier } from '../integrations/github/github-notifier.ts'
import { pagerDutyNotifier } from '../integrations/pagerduty/pagerduty-notifier.ts'
import { webhookNotifier } from '../integrations/webhook/webhook-notifier.ts'
import { renderMarkdown } from '../report/index.ts'
import { githubOptions } from './github-options.ts'
import { severityIn } from './severity-in.ts'

/** Where people are told, as the environment has it. Throws a fault `usage` for what is half given. */
export async function openNotifiers(environment: NodeJS.ProcessEnv): Promise<Notifier[]> {
  const notifiers: Notifier[] = []
  const { WATCHFLOOR_WEBHOOK_URL: url, WATCHFLOOR_WEBHOOK_SECRET: secret } = environment
  if (url) notifiers.push(webhookNotifier({ url, secret }))
  const { WATCHFLOOR_PAGERDUTY_KEY: routingKey, WATCHFLOOR_PAGERDUTY_URL: events } = environment
  if (routingKey) notifiers.push(pagerDutyNotifier({ routingKey, ...(events && { url: events }) }))
  const { WATCHFLOOR_SLACK_TOKEN: token, WATCHFLOOR_SLACK_CHANNEL: channel, WATCHFLOOR_SLACK_URL: slack } = environment
  if (token && !channel)
    throw new WatchfloorFault('usage', 'WATCHFLOOR_SLACK_TOKEN is set, WATCHFLOOR_SLACK_CHANNEL is not.', {
      hint: 'Set it to the id of a channel.',
    })
  if (token && channel) {
    // Most people need no client for it.
    const { slackNotifier } = await import('../integrations/slack/slack-notifier.ts')
    notifiers.push(slackNotifier({ token, channel, url: slack }))
  }
  const { WATCHFLOOR_GITHUB_ISSUES: repository } = environment
  if (repository)
    notifiers.push(
      githubNotifier({
        ...githubOptions(environment, 'WATCHFLOOR_GITHUB_ISSUES'),
        repository,
        leastSeverity: severityIn(environment, 'WATCHFLOOR_GITHUB_ISSUES_FROM', 'P2'),
        render: renderMarkdown,
      }),
    )
  if (environment.WATCHFLOOR_SMTP_URL) notifiers.push(await openEmail(environment, environment.WATCHFLOOR_SMTP_URL))
  return notifiers
}

async function openEmail(environment: NodeJS.ProcessEnv, url: string): Promise<Notifier> {
  const { WATCHFLOOR_EMAIL_FROM: from = '', WATCHFLOOR_EMAIL_TO: to = '' } = environment
  // Most people need no client for it.
  const { emailNotifier } = await import('../integrations/email/email-notifier.ts')
  const { readMailbox, readMailServer } = await import('../integrations/email/mail-server.ts')
  return emailNotifier({
    server: readMailServer(url),
    from: readMailbox(from, 'WATCHFLOOR_EMAIL_FROM'),
    to: to.split(',').map((one) => readMailbox(one, 'WATCHFLOOR_EMAIL_TO')),
    leastSeverity: severityIn(environment, 'WATCHFLOOR_EMAIL_LEAST_SEVERITY', 'P2'),
  })
}

/** Who a Slack user is here: `WATCHFLOOR_SLACK_USERS=U012AB3CD=approver:jane,U0456=viewer:joe`. Nobody else is anybody. */
export function slackUsers(environment: NodeJS.ProcessEnv): ReadonlyMap<string, Actor> {
  const users = new Map<string, Actor>()
  for (const entry of (environment.WATCHFLOOR_SLACK_USERS ?? '').split(',').filter((one) => one.trim() !== '')) {
    const [, id, role, name] = /^\s*([A-Z0-9]{3,30})=([a-z]+):(.{1,100}?)\s*$/.exec(entry) ?? []
    if (id === undefined || name === undefined || !(ROLES as readonly string[]).includes(role ?? ''))
      throw new WatchfloorFault('usage', `WATCHFLOOR_SLACK_USERS: "${entry.trim()}" is no user.`, {
        hint: 'Such as U012AB3CD=approver:jane.',
      })
    users.set(id, { name, role: role as Role })
  }
  return users
}

export { isFromSlack, readPress } from '../integrations/slack/verify-request.ts'
