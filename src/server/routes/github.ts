import { z } from 'zod'
import { isFromGitHub } from '../../app/read-webhooks.ts'
import { pullRequestTaker } from '../../app/take-pull-request.ts'
import type { ReviewRequests } from '../../core/review-requests.ts'
import { defineRoute, type Route, Unauthenticated } from '../route.ts'

const LONGEST = 200

/** What GitHub tells us. Without a secret everything is refused. */
export function githubRoutes(secret: string | undefined, reviews: ReviewRequests | undefined): Route[] {
  const take = pullRequestTaker(reviews)
  return [
    defineRoute({
      method: 'POST',
      path: '/webhooks/github',
      role: 'signed',
      summary:
        'Events of GitHub; the signature is checked. A pull request that is opened, pushed to, opened again or ready is reviewed. Answered once that is kept.',
      body: z.unknown(),
      response: z.object({ taken: z.boolean() }),
      status: 202,
      async handle({ raw, headers }) {
        if (!secret || !isFromGitHub(raw, headers['x-hub-signature-256'], secret))
          throw new Unauthenticated('That is not from GitHub.')
        const text = (name: string) => String(headers[name] ?? '').slice(0, LONGEST)
        return { taken: await take({ event: text('x-github-event'), delivery: text('x-github-delivery'), body: raw }) }
      },
    }),
  ]
}
