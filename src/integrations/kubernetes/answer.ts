import type { CommandOutcome } from '../../safety/command/run-command.ts'

/** `refused`: the API server said no, and nothing was changed. `unreachable`: there was no answer to go by. */
export type Answer<T> =
  | { status: 'ok'; value: T }
  | { status: 'refused'; reason: string }
  | { status: 'unreachable'; reason: string }

/** What a run of kubectl says: its output, or in one line why there is none. */
export function answerOf(outcome: CommandOutcome): Answer<string> {
  if (outcome.status === 'unstarted')
    return { status: 'unreachable', reason: `kubectl cannot be run: ${outcome.reason}` }
  if (outcome.status === 'cut-off') return { status: 'unreachable', reason: 'kubectl took too long and was ended.' }
  return outcome.exit === 0
    ? { status: 'ok', value: outcome.out }
    : { status: isFromServer(outcome.err) ? 'refused' : 'unreachable', reason: firstLine(outcome.err) }
}

/** Whether the API server itself said no: then nothing was changed. */
function isFromServer(err: string): boolean {
  return /Error from server \((?:NotFound|Conflict|Invalid|Forbidden|BadRequest|Unauthorized|MethodNotAllowed)\)|the server doesn't have a resource type|the server rejected our request|The request is invalid|is invalid:/.test(
    err,
  )
}

/** The line that says what is wrong, among warnings and what kubectl prints of the object. */
export function firstLine(text: string): string {
  const lines = text.trim().split('\n')
  return (lines.find((line) => /error|invalid|refused|forbidden|unable/i.test(line)) ?? lines.at(-1) ?? '').slice(
    0,
    300,
  )
}
