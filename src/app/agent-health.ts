import type { AgentActivity, AgentHealth, HealthWord } from '../core/activity.ts'
import type { FoundAgent } from '../core/agent.ts'
import type { Engine } from '../core/engine.ts'
import type { Store } from '../engine/store/open-store.ts'

/** Who fails so often is failing: one in four of its tasks and calls. */
const FAILING = 0.25

/** The agents that are defined, and those that were seen, by name: what each did since then, what it is at, and how it is. */
export async function agentHealth(
  { engine, store }: { engine: Pick<Engine, 'get'>; store: Pick<Store, 'activity'> },
  defined: readonly FoundAgent[],
  since: number,
): Promise<AgentHealth[]> {
  const seen = new Map((await store.activity.agents(since)).map((one) => [one.agent, one]))
  const definitions = new Map(defined.map((agent) => [agent.name, agent]))
  const attended = await attendedOf(engine, [...seen.values()])
  return [...new Set([...definitions.keys(), ...seen.keys()])].sort().map((agent) => {
    const activity = seen.get(agent) ?? { ...NOTHING_DONE, agent }
    const now = activity.now.filter(({ run }) => attended.has(run))
    const definition = definitions.get(agent)
    return {
      ...activity,
      now,
      health: healthOf({ ...activity, now }),
      ...(definition && { definition: shownOf(definition) }),
    }
  })
}

/** A run whose process is gone is under way on paper only: nobody is at work in it. */
async function attendedOf(engine: Pick<Engine, 'get'>, agents: readonly AgentActivity[]): Promise<Set<string>> {
  const runs = [...new Set(agents.flatMap(({ now }) => now.map(({ run }) => run)))]
  const records = await Promise.all(runs.map((run) => engine.get(run)))
  return new Set(records.flatMap((record) => (record?.attended ? [record.id] : [])))
}

const NOTHING_DONE = {
  done: 0,
  failed: 0,
  meanMilliseconds: null,
  p95Milliseconds: null,
  failedCalls: 0,
  models: [],
  now: [],
} satisfies Omit<AgentActivity, 'agent' | 'lastSeenAt'>

/** In one word. Whoever is at work is not silent, also where nothing is done yet. */
export function healthOf({
  done,
  failed,
  failedCalls,
  models,
  now,
  lastSeenAt,
}: Omit<AgentActivity, 'agent' | 'lastSeenAt'> & { lastSeenAt?: number }): HealthWord {
  if (lastSeenAt === undefined) return 'never used'
  const all = done + failed + models.reduce((sum, { calls }) => sum + calls, 0)
  if (all === 0) return now.length > 0 ? 'well' : 'silent'
  return (failed + failedCalls) / all >= FAILING ? 'failing' : 'well'
}

function shownOf({ description, origin, model, task, tools }: FoundAgent): NonNullable<AgentHealth['definition']> {
  return {
    description,
    origin,
    ...(model !== undefined && { model }),
    ...(task !== undefined && { task }),
    ...(tools !== undefined && { tools }),
  }
}
