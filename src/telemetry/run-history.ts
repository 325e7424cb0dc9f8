import type { Engine } from '../core/engine.ts'
import type { RunEvent } from '../core/run-event.ts'

/**
 * All that was told of a run and its children before it was resumed, in order, as the journal has it. A process that was killed may have begun
 * a run and not have told so: that it began is then told from its record.
 */
export async function runHistory(
  engine: Pick<Engine, 'events' | 'get' | 'list'>,
  root: string,
  resumed: RunEvent,
): Promise<RunEvent[]> {
  const stored = (await engine.events(root)).map(({ event }) => event)
  // What comes after that is told as it happens.
  const end = stored.findLastIndex(({ type, run, at }) => type === 'run_resumed' && run === root && at === resumed.at)
  const before = end < 0 ? stored : stored.slice(0, end)
  const begun = new Set(before.filter(({ type }) => type === 'run_started').map(({ run }) => run))
  const record = await engine.get(root)
  const all = record ? [record, ...(await childrenOf(engine, root))] : []
  const untold = all
    .filter(({ id, createdAt }) => !begun.has(id) && createdAt <= resumed.at)
    .map(
      ({ id, workflow, parent, startedAt, createdAt }): RunEvent => ({
        at: startedAt ?? createdAt,
        run: id,
        type: 'run_started',
        workflow,
        ...(parent !== undefined && { parent }),
        ...(id === root && traceparentOf(resumed)),
      }),
    )
  return [...untold, ...before]
}

function traceparentOf(resumed: RunEvent): { traceparent?: string } {
  return resumed.type === 'run_resumed' && resumed.traceparent !== undefined ? { traceparent: resumed.traceparent } : {}
}

const MOST_CHILDREN = 10_000

async function childrenOf(engine: Pick<Engine, 'list'>, parent: string): ReturnType<Engine['list']> {
  const children = await engine.list({ parent, limit: MOST_CHILDREN })
  const theirs = await Promise.all(children.map(({ id }) => childrenOf(engine, id)))
  return [...children, ...theirs.flat()]
}
