import type { Service } from '../../app/open-service.ts'
import type { ReviewRequests } from '../../core/review-requests.ts'
import type { Route } from '../route.ts'
import { activityRoutes } from './activity.ts'
import { agentRoutes } from './agents.ts'
import { approvalRoutes } from './approvals.ts'
import { githubRoutes } from './github.ts'
import { incidentRoutes } from './incidents.ts'
import { investigationRoutes } from './investigations.ts'
import { operationRoutes } from './operations.ts'
import { runRoutes } from './runs.ts'
import { sessionRoutes } from './session.ts'
import { type WebhookSecrets, webhookRoutes } from './webhooks.ts'

/** All that the API does, over one service. */
export function apiRoutes(
  service: Service,
  renderMetrics: () => Promise<string>,
  secrets: WebhookSecrets,
  reviews?: ReviewRequests,
): Route[] {
  return [
    ...operationRoutes(service, renderMetrics),
    ...sessionRoutes(service),
    ...runRoutes(service),
    ...incidentRoutes(service),
    ...investigationRoutes(service),
    ...approvalRoutes(service),
    ...agentRoutes(service),
    ...activityRoutes(service),
    ...webhookRoutes(service, secrets),
    ...githubRoutes(secrets.github, reviews),
  ]
}
