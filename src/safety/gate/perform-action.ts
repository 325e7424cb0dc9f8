import type { Workflow } from '../../core/engine.ts'
import type { ActionOutcome, ActionParts, ActionRequest } from './action.ts'
import { carryOut } from './carry-out.ts'
import { seekPermission } from './seek-permission.ts'

/**
 * One action through the gate: made explicit, judged, approved where a rule asks, done once, read back, and taken back where
 * the reading back fails. After a crash the executor first recognises its own finished work; what cannot be told goes to a person.
 */
export function performAction(parts: ActionParts): Workflow<ActionRequest, ActionOutcome> {
  const { audit, slots } = parts
  return {
    name: 'action.perform',
    async run(run, request) {
      const record = (event: string, detail: unknown, actor = 'watchfloor') =>
        audit.add({ actor, event, subject: run.id, detail }, `${run.id} ${event}`)
      const executor = parts.executors.find((one) => one.handles(request.operation))
      if (!executor) return { status: 'refused', detail: `Nothing here can perform ${request.operation.kind}.` }
      const permission = await seekPermission(run, parts, executor, request)
      if (permission.status === 'ended') {
        const { outcome } = permission
        if (outcome.status !== 'planned')
          await run.step('record-end', () => record(`action_${outcome.status}`, outcome.detail))
        return outcome
      }
      const { prepared, hash, decision, approval } = permission
      const about = { hash, prepared, decision, ...(approval && { approval }) }
      const full = await run.step('take-slot', async () => (await slots.take(run.id, run.id, decision.limits)) ?? null)
      if (full) {
        await run.step('record-end', () => record('action_denied', full.reason))
        return { status: 'denied', detail: `${full.limit}: ${full.reason}`, ...about }
      }
      // A run that fails here keeps its slot, which counts no more once it has ended, and finds it again when it is resumed.
      const outcome = await carryOut(run, parts, executor, request, permission, record)
      await run.step('release-slot', () => slots.release(run.id))
      return { ...outcome, ...about }
    },
  }
}
