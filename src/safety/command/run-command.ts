import { type ChildProcess, spawn } from 'node:child_process'
import { messageOf } from '../../core/fault.ts'
import { type AllowList, refuseUnlisted } from './allow-list.ts'

export interface CommandOptions {
  allowed: AllowList
  /** Where the program is, if not on the PATH. */
  file?: string
  cwd?: string
  /** Besides the PATH nothing is handed on. */
  environment?: Readonly<Record<string, string>>
  timeoutMilliseconds: number
  signal: AbortSignal
  input?: string
  /** How the output is read; `latin1` keeps every byte as one character. UTF-8 where nothing is said. */
  encoding?: 'utf8' | 'latin1'
}

/** `unstarted`: nothing ran. `cut-off`: it was ended by the time-out. Whatever else, it ended by itself. */
export type CommandOutcome =
  | { status: 'ended'; exit: number; out: string; err: string }
  | { status: 'cut-off'; out: string; err: string }
  | { status: 'unstarted'; reason: string }

/** More output than this is not kept: an output of this length may have been cut. Bytes. */
export const MOST_OUTPUT = 32 * 1024 * 1024
/** Between asking a process to end and ending it. Milliseconds. */
const PATIENCE = 1_000
/** Between the end of a program and that of what it left behind. Milliseconds. */
const LEFTOVERS = 500

/**
 * Runs a program from its allow-list, without a shell, in a process group of its own that is ended with it. Rejects with the
 * reason of the signal once the processes are gone, where it is aborted; with a fault for what is not on the list.
 */
export async function runCommand(argv: readonly string[], options: CommandOptions): Promise<CommandOutcome> {
  const { allowed, signal } = options
  refuseUnlisted(allowed, argv)
  signal.throwIfAborted()
  const outcome = await execute(argv, options)
  signal.throwIfAborted()
  return outcome
}

function execute(argv: readonly string[], options: CommandOptions): Promise<CommandOutcome> {
  const {
    allowed,
    file = allowed.program,
    cwd,
    environment = {},
    timeoutMilliseconds,
    signal,
    input,
    encoding,
  } = options
  return new Promise((resolve) => {
    const child = spawn(file, argv, {
      ...(cwd !== undefined && { cwd }),
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8', ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    })
    const out = collector(encoding)
    const err = collector()
    let isLate = false
    const end = () => {
      killGroup(child.pid, 'SIGTERM')
      setTimeout(() => killGroup(child.pid, 'SIGKILL'), PATIENCE).unref()
    }
    const timer = setTimeout(() => {
      isLate = true
      end()
    }, timeoutMilliseconds)
    let isOver = false
    const finish = (outcome: CommandOutcome) => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      // A grandchild that was left behind goes, too.
      killGroup(child.pid, 'SIGKILL')
      resolve(outcome)
    }
    signal.addEventListener('abort', end, { once: true })
    child.stdout.on('data', out.add)
    child.stderr.on('data', err.add)
    const watchdog = child.pid === undefined ? undefined : watchOver(child.pid)
    child.stdin.on('error', () => undefined)
    child.stdin.end(input ?? '')
    child.on('error', (fault) => finish({ status: 'unstarted', reason: messageOf(fault) }))
    const conclude = (code: number | null, killer: NodeJS.Signals | null) => {
      watchdog?.kill('SIGKILL')
      child.stdout.destroy()
      child.stderr.destroy()
      if (isLate || killer !== null) finish({ status: 'cut-off', out: out.text(), err: err.text() })
      else finish({ status: 'ended', exit: code ?? 1, out: out.text(), err: err.text() })
    }
    child.on('close', conclude)
    // A helper that left the group may hold the pipes open for ever; what the program itself wrote is read by then.
    child.on('exit', (code, killer) => setTimeout(conclude, LEFTOVERS, code, killer).unref())
  })
}

/**
 * Ends the group if this process dies first, `kill -9` included: the pipe to the watchdog closes then. Its text is fixed; the only
 * argument is a number of ours.
 */
function watchOver(pid: number): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', 'read -r _; kill -s KILL -- "-$1" 2>/dev/null', 'sh', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: {},
  })
  // Where there is no such shell there is no watchdog, and the time-out still holds.
  watchdog.on('error', () => undefined)
  watchdog.stdin?.on('error', () => undefined)
  watchdog.unref()
  return watchdog
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // The group is gone already.
  }
}

function collector(encoding: 'utf8' | 'latin1' = 'utf8') {
  const parts: Buffer[] = []
  let bytes = 0
  return {
    add(part: Buffer) {
      if (bytes < MOST_OUTPUT) parts.push(part)
      bytes += part.length
    },
    text: () => Buffer.concat(parts).toString(encoding).slice(0, MOST_OUTPUT),
  }
}
