import type { Sessions, Tokens } from '../../core/access.ts'
import type { Activity } from '../../core/activity.ts'
import type { ActionSlots, Approvals, AuditLog, KillSwitch } from '../../core/gate.ts'
import type { Intake } from '../../core/intake.ts'
import type { Memory } from '../../core/memory.ts'
import type { AgentTasks, Analyses, Feedback, Findings, Outbox } from '../../core/shared-context.ts'
import type { Database } from './database.ts'
import { migrate } from './schema.ts'
import { sqlActionSlots } from './sql-action-slots.ts'
import { sqlActivity } from './sql-activity.ts'
import { sqlAgentTasks } from './sql-agent-tasks.ts'
import { sqlAnalyses, sqlFeedback } from './sql-analyses.ts'
import { sqlApprovals } from './sql-approvals.ts'
import { sqlAuditLog } from './sql-audit-log.ts'
import { sqlFindings } from './sql-findings.ts'
import { sqlIntake } from './sql-intake.ts'
import { sqlKillSwitch } from './sql-kill-switch.ts'
import { sqlMemory } from './sql-memory.ts'
import { sqlOutbox } from './sql-outbox.ts'
import { sqlSessions } from './sql-sessions.ts'
import { sqlTokens } from './sql-tokens.ts'

/** What runs share, beside the journal and in the same database. */
export interface Store {
  approvals: Approvals
  audit: AuditLog
  killSwitch: KillSwitch
  slots: ActionSlots
  findings: Findings
  tasks: AgentTasks
  outbox: Outbox
  analyses: Analyses
  feedback: Feedback
  memory: Memory
  tokens: Tokens
  sessions: Sessions
  intake: Intake
  activity: Activity
}

export async function openStore(database: Database, clock: () => number = Date.now): Promise<Store> {
  await migrate(database)
  return {
    approvals: sqlApprovals(database, clock),
    audit: sqlAuditLog(database, clock),
    killSwitch: sqlKillSwitch(database, clock),
    slots: sqlActionSlots(database, clock),
    findings: sqlFindings(database),
    tasks: sqlAgentTasks(database, clock),
    outbox: sqlOutbox(database, clock),
    analyses: sqlAnalyses(database),
    feedback: sqlFeedback(database, clock),
    memory: sqlMemory(database),
    tokens: sqlTokens(database, clock),
    sessions: sqlSessions(database, clock),
    intake: sqlIntake(database, clock),
    activity: sqlActivity(database),
  }
}
