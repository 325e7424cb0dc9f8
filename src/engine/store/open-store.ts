import type { ActionSlots, Approvals, AuditLog, KillSwitch } from '../../core/gate.ts'
import type { Database } from './database.ts'
import { migrate } from './schema.ts'
import { sqlActionSlots } from './sql-action-slots.ts'
import { sqlApprovals } from './sql-approvals.ts'
import { sqlAuditLog } from './sql-audit-log.ts'
import { sqlKillSwitch } from './sql-kill-switch.ts'

/** What runs share, beside the journal and in the same database. */
export interface Store {
  approvals: Approvals
  audit: AuditLog
  killSwitch: KillSwitch
  slots: ActionSlots
}

export async function openStore(database: Database, clock: () => number = Date.now): Promise<Store> {
  await migrate(database)
  return {
    approvals: sqlApprovals(database, clock),
    audit: sqlAuditLog(database, clock),
    killSwitch: sqlKillSwitch(database, clock),
    slots: sqlActionSlots(database, clock),
  }
}
