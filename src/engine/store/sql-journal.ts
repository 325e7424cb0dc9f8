import type { RunEvent } from '../../core/run-event.ts'
import type { Journal, Recorded, Standing, WaitEntry } from '../journaled/journal.ts'
import {
  type Database,
  jsonOf,
  jsonText,
  numberOf,
  type Row,
  type SqlValue,
  type Statement,
  textOf,
} from './database.ts'
import { endingColumns, entryOf, stepOf, waitOf } from './journal-rows.ts'
import { keepActivity } from './keep-activity.ts'
import { liveOwners, type ProcessName } from './owners.ts'
import { runQueries } from './run-queries.ts'

/** The journal in a database. `self` names this process, so that others can tell when it is gone. */
export function sqlJournal(database: Database, self: ProcessName): Journal {
  const { query, batch } = database
  const owners = liveOwners(database, self)

  function telling(event: RunEvent, ordinal = 0): Statement[] {
    const { at, run, type, ...body } = event
    return [
      {
        sql: `INSERT INTO events (run, root, told, at, type, body) SELECT r.id, r.root, ?, ?, ?, ? FROM runs r WHERE r.id = ?`,
        values: [ordinal, at, type, JSON.stringify(body), run],
      },
      ...keepActivity(event),
    ]
  }

  /**
   * The change, and its events if there was one. `again` finds a change that was made before, by the same call, where a lost
   * connection hid that it was.
   */
  async function changed(
    run: string,
    change: Statement,
    events: readonly RunEvent[],
    again: Statement,
  ): Promise<boolean> {
    const [rows = []] = await batch([change, ...events.flatMap((event) => telling(event))], {
      onlyIfFirst: true,
      before: turnOf(run),
    })
    return rows.length > 0 || (await query(again.sql, again.values)).length > 0
  }

  return {
    ...runQueries(database, owners),
    ...owners,

    async create(run) {
      const values: SqlValue[] = [
        run.id,
        run.root,
        run.parent ?? null,
        run.startKey ?? null,
        run.workflow,
        run.version,
        run.title ?? null,
        jsonText(run.input),
        run.timeoutMilliseconds ?? null,
        run.traceparent ?? null,
        run.owner === undefined ? 'queued' : 'running',
        run.queue ?? null,
        run.priority,
        run.at,
        run.owner === undefined ? null : run.at,
        run.owner ?? null,
      ]
      const made = await query(
        `INSERT INTO runs (id, root, parent, start_key, workflow, version, title, input, timeout, traceparent, status, queue, priority, created_at, started_at, owner)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id`,
        values,
      )
      if (made.length > 0) return { id: run.id, created: true }
      const [known] = await query('SELECT id FROM runs WHERE start_key = ? OR id = ?', [run.startKey ?? null, run.id])
      return { id: known ? textOf(known, 'id') : run.id, created: false }
    },

    async entry(id) {
      const [row] = await query('SELECT * FROM runs WHERE id = ?', [id])
      return row && entryOf(row)
    },

    async recorded(run) {
      const [steps = [], waits = [], children = [], events = []] = await batch([
        { sql: 'SELECT name, outcome, value FROM steps WHERE run = ?', values: [run] },
        { sql: 'SELECT name, status, value, deadline, at FROM waits WHERE run = ?', values: [run] },
        { sql: 'SELECT * FROM runs WHERE parent = ?', values: [run] },
        { sql: 'SELECT coalesce(max(told), 0) AS told FROM events WHERE run = ?', values: [run] },
      ])
      return {
        steps: new Map(steps.map((row) => [textOf(row, 'name'), stepOf(row)])),
        waits: new Map(waits.map((row) => [textOf(row, 'name'), waitOf(row)])),
        children: new Map(children.map((row) => [textOf(row, 'id'), entryOf(row)])),
        told: events[0] ? numberOf(events[0], 'told') : 0,
      } satisfies Recorded
    },

    async standing(root, owner): Promise<Standing> {
      const [row] = await query(
        `SELECT owner, cancel_requested,
           (SELECT reason FROM kill_switch WHERE engaged = 1 AND id = (SELECT max(id) FROM kill_switch)) AS halted
         FROM runs WHERE id = ?`,
        [root],
      )
      if (row?.owner !== owner) return { may: 'lost' }
      if (Number(row.cancel_requested) !== 0) return { may: 'cancelled' }
      return row.halted === null ? { may: 'go' } : { may: 'halted', reason: String(row.halted) }
    },

    keepStep(owner, run, step, events) {
      const value = step.outcome === 'completed' ? step.value : step.fault
      return changed(
        run,
        {
          sql: `INSERT INTO steps (run, name, outcome, value, at, milliseconds)
                SELECT r.id, ?, ?, ?, ?, ? FROM runs r WHERE r.id = ? AND ${OWNED} ON CONFLICT DO NOTHING RETURNING name`,
          values: [step.name, step.outcome, jsonText(value), step.at, step.milliseconds, run, owner],
        },
        events,
        {
          sql: `SELECT s.name FROM steps s JOIN runs r ON r.id = s.run WHERE r.id = ? AND s.name = ? AND s.at = ? AND ${OWNED}`,
          values: [run, step.name, step.at, owner],
        },
      )
    },

    openWait(owner, run, wait, deadline, at) {
      return changed(
        run,
        {
          sql: `INSERT INTO waits (run, name, status, deadline, at)
                SELECT r.id, ?, 'open', ?, ? FROM runs r WHERE r.id = ? AND ${OWNED} ON CONFLICT DO NOTHING RETURNING name`,
          values: [wait, deadline ?? null, at, run, owner],
        },
        [{ at, run, type: 'wait_started', wait, ...(deadline !== undefined && { until: deadline }) }],
        {
          sql: `SELECT w.name FROM waits w JOIN runs r ON r.id = w.run WHERE r.id = ? AND w.name = ? AND w.at = ? AND ${OWNED}`,
          values: [run, wait, at, owner],
        },
      )
    },

    endWait: (run, wait, at) => settleWait({ at, run, type: 'wait_timed_out', wait }, 'timed-out', null),

    answer: (run, wait, value, at) => settleWait({ at, run, type: 'wait_answered', wait }, 'answered', jsonText(value)),

    end: (owner, run, ending, event) =>
      changed(
        run,
        {
          sql: `UPDATE runs AS r SET status = ?, result = ?, fault = ?, partial = ?, after_milliseconds = ?, ended_at = ?
                WHERE r.id = ? AND r.ended_at IS NULL AND ${OWNED} RETURNING id`,
          values: [...endingColumns(ending), event.at, run, owner],
        },
        [event],
        {
          sql: `SELECT r.id FROM runs r WHERE r.id = ? AND r.ended_at = ? AND ${OWNED}`,
          values: [run, event.at, owner],
        },
      ),

    async tell(event, ordinal = 0) {
      await batch(telling(event, ordinal), { before: turnOf(event.run) })
    },

    async requestCancel(id, at) {
      const [row] = await query(
        'UPDATE runs SET cancel_requested = 1 WHERE id = ? AND ended_at IS NULL RETURNING owner',
        [id],
      )
      if (!row) return 'ended'
      return row.owner !== null && (await owners.isLive(String(row.owner), at)) ? 'asked' : 'unowned'
    },

    async halted() {
      const [row] = await query(LAST_TURN)
      return haltedBy(row)
    },

    async news(owner) {
      const [cancelled = [], halted = [], answers = []] = await batch([
        { sql: 'SELECT id FROM runs WHERE owner = ? AND cancel_requested = 1 AND ended_at IS NULL', values: [owner] },
        { sql: LAST_TURN },
        {
          // All of them, whatever the clock of whoever answered says; runs that have ended are not looked at.
          sql: `SELECT w.run, w.name, w.value, w.at FROM runs o JOIN runs r ON r.root = o.id JOIN waits w ON w.run = r.id
                WHERE o.owner = ? AND o.ended_at IS NULL AND w.status = 'answered'`,
          values: [owner],
        },
      ])
      const reason = haltedBy(halted[0])
      return {
        cancelled: cancelled.map((row) => textOf(row, 'id')),
        ...(reason !== undefined && { halted: reason }),
        answers: answers.map((row) => ({
          run: textOf(row, 'run'),
          wait: textOf(row, 'name'),
          value: jsonOf(row.value),
          at: numberOf(row, 'at'),
        })),
      }
    },

    close: () => database.close(),
  }

  function settleWait(
    event: RunEvent & { wait: string },
    status: WaitEntry['status'],
    value: string | null,
  ): Promise<boolean> {
    const { run, wait, at } = event
    return changed(
      run,
      {
        sql: "UPDATE waits SET status = ?, value = ?, at = ? WHERE run = ? AND name = ? AND status = 'open' RETURNING name",
        values: [status, value, at, run, wait],
      },
      [event],
      {
        sql: 'SELECT name FROM waits WHERE run = ? AND name = ? AND status = ? AND at = ? AND value IS NOT DISTINCT FROM ?',
        values: [run, wait, status, at, value],
      },
    )
  }
}

/** What is written of one tree is written in turn, so that its events are numbered as they can be read. */
function turnOf(run: string): Statement {
  return { sql: 'SELECT id FROM runs WHERE id = (SELECT root FROM runs WHERE id = ?) FOR NO KEY UPDATE', values: [run] }
}

const LAST_TURN = 'SELECT engaged, reason FROM kill_switch ORDER BY id DESC LIMIT 1'

/** Why nothing may begin, by the last turn of the kill switch. */
function haltedBy(row: Row | undefined): string | undefined {
  return Number(row?.engaged) === 1 ? String(row?.reason) : undefined
}

/** The tree of the run belongs to the process. */
const OWNED = 'EXISTS (SELECT 1 FROM runs o WHERE o.id = r.root AND o.owner = ?)'
