import { describePod, getEvents, listDeployments, listPods } from './cluster-tools.ts'
import type { IncidentTool } from './define-tool.ts'
import { countErrors, getPodLogs, searchLogs } from './log-tools.ts'
import {
  checkServiceHealth,
  commitDiff,
  getRecentDeploys,
  queryMetrics,
  searchRunbooks,
  traceTransaction,
} from './other-tools.ts'

/** What agents of this crew may look with. Each agent gets only those that its file names. */
export const INCIDENT_TOOLS: readonly IncidentTool[] = [
  checkServiceHealth,
  listPods,
  describePod,
  getEvents,
  listDeployments,
  getRecentDeploys,
  getPodLogs,
  searchLogs,
  countErrors,
  traceTransaction,
  queryMetrics,
  commitDiff,
  searchRunbooks,
]
