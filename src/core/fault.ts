/** The one error type for faults: what cannot be expected by the caller. Expected outcomes are values, not faults. */
export const FAULT_CODES = {
  usage: { exit: 2, hint: 'Run `watchfloor --help` for the commands and their options.' },
  'not-found': { exit: 3, hint: 'Check the path; it is read relative to the current folder.' },
  unreadable: { exit: 3, hint: 'Check the permissions of the file or folder.' },
  'invalid-input': { exit: 4, hint: 'Mend the input and run the command again.' },
  'no-evidence': { exit: 4, hint: 'Point at a folder with logs, metrics, traces, changes or kubectl output.' },
  'write-failed': { exit: 5, hint: 'Check that the output folder exists and can be written.' },
  cancelled: { exit: 130, hint: 'The run was ended on request; what had been found is kept.' },
  'timed-out': { exit: 6, hint: 'Allow more time, or point at less evidence.' },
  halted: { exit: 7, hint: 'The kill switch is on: `watchfloor kill-switch status` says since when and why.' },
  conflict: { exit: 8, hint: 'Another process is at work on it; wait for it, or end it first.' },
  'journal-mismatch': {
    exit: 9,
    hint: 'The program has changed since the run began. Resume it with the version that began it, or start it anew.',
  },
  unavailable: { exit: 10, hint: 'Check that the database can be reached and written.' },
  refused: { exit: 11, hint: 'To send the same again is of no use: what the other side said tells why.' },
  internal: { exit: 70, hint: 'This is a defect in Watchfloor; please report it with the message above.' },
} as const satisfies Record<string, { exit: number; hint: string }>

export type FaultCode = keyof typeof FAULT_CODES

export class WatchfloorFault extends Error {
  readonly code: FaultCode
  readonly hint: string

  constructor(code: FaultCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.name = 'WatchfloorFault'
    this.code = code
    this.hint = options.hint ?? FAULT_CODES[code].hint
  }

  get exitStatus(): number {
    return FAULT_CODES[this.code].exit
  }
}

/** A fault as plain data, to be kept and revived. */
export interface FaultRecord {
  code: string
  message: string
  hint: string
}

export function recordFault(thrown: unknown): FaultRecord {
  if (thrown instanceof WatchfloorFault) return { code: thrown.code, message: thrown.message, hint: thrown.hint }
  return { code: 'internal', message: messageOf(thrown), hint: FAULT_CODES.internal.hint }
}

export function reviveFault({ code, message, hint }: FaultRecord): WatchfloorFault {
  return new WatchfloorFault(code in FAULT_CODES ? (code as FaultCode) : 'internal', message, { hint })
}

/** Whatever was thrown, as a sentence. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
