import { decide as decideRun } from '../app/decide.ts'
import { visibleText } from '../report/text/visible-text.ts'
import type { Output } from './output.ts'

/** `watchfloor decide RUN CHOICE`: a person decides what the rules leave to one. */
export async function decide(run: string, choice: string, isOther: boolean, { json, out }: Output): Promise<number> {
  const decided = await decideRun(run, choice, isOther)
  if (json) out.write(`${JSON.stringify(decided)}\n`)
  else out.write(`${decided.run}: ${visibleText(decided.choice, 200)}, decided by ${visibleText(decided.by, 100)}.\n`)
  return 0
}
