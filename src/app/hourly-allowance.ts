import type { Activity } from '../core/activity.ts'
import type { Engine } from '../core/engine.ts'

const HOUR = 3_600_000
const WORKFLOWS = ['incident.alerted', 'incident.requested']
const MOST = 100

/**
 * What a run may spend on models now, in US dollars, so that all runs of an hour together stay below `cap`: what is left once all that was spent, and all
 * that other runs under way may still spend, is taken off, shared with those that may begin beside it.
 */
export async function hourlyAllowance(
  engine: Pick<Engine, 'list' | 'steps'>,
  activity: Pick<Activity, 'spend'>,
  run: string,
  { cap, atOnce }: { cap: number; atOnce: number },
  now: number,
): Promise<number> {
  const { total } = await activity.spend(now - HOUR)
  const running = await Promise.all(
    WORKFLOWS.map((workflow) => engine.list({ workflow, status: 'running', limit: MOST })),
  )
  const allowed = await Promise.all(
    running
      .flat()
      .filter(({ id }) => id !== run)
      .map(async ({ id }) => {
        const step = (await engine.steps(id)).find(({ name }) => name === 'allowance')
        return typeof step?.value === 'number' ? step.value : undefined
      }),
  )
  // What they have spent already counts twice until they end: that errs on the side of the cap.
  const reserved = allowed.reduce<number>((sum, value = 0) => sum + value, 0)
  const beside = Math.max(0, atOnce - 1 - allowed.filter((value) => value !== undefined).length)
  return Math.max(0, cap - total.dollars - reserved) / (1 + beside)
}
