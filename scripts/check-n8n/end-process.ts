import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'

/** What a process may take to end by itself. Milliseconds. */
const GRACE = 20_000

/** Ends a process that leads a group of its own (`detached`), by its id: asked first, then with whatever it left behind. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await Promise.race([gone, pause(GRACE, undefined, { ref: false })])
  }
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nothing was left behind.
  }
}
