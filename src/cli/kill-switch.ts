import { openRuns } from '../app/open-runs.ts'
import { whoAmI } from '../app/who-am-i.ts'
import type { KillSwitchState } from '../core/gate.ts'
import { formatUtc } from '../report/text/utc-time.ts'
import { visibleText } from '../report/text/visible-text.ts'
import type { Output } from './output.ts'

/** `watchfloor kill-switch on|off|status`: while it is on, no step of any run begins, and what runs is ended. */
export async function killSwitch(
  turn: 'on' | 'off' | 'status',
  reason: string,
  { json, out }: Output,
): Promise<number> {
  const { engine, store } = await openRuns()
  try {
    const { killSwitch: lever, audit } = store
    const by = whoAmI()
    let state = await lever.state()
    if (turn !== 'status') {
      state = await lever.set(turn === 'on', by, reason)
      await audit.add({ actor: by, event: `kill_switch_${turn}`, subject: 'kill-switch', detail: { reason } })
    }
    const halted = await engine.list({ status: 'halted' })
    if (json) out.write(`${JSON.stringify({ engaged: false, ...state, halted: halted.map(({ id }) => id) })}\n`)
    else {
      out.write(`${words(state)}\n`)
      if (!state?.engaged && halted.length > 0)
        out.write(
          `${halted.length} ${halted.length === 1 ? 'run was' : 'runs were'} halted: \`watchfloor runs resume --all\` goes on with them.\n`,
        )
    }
    return 0
  } finally {
    await engine.close()
  }
}

function words(state: KillSwitchState | undefined): string {
  if (!state) return 'The kill switch is off and was never used.'
  const since = formatUtc(new Date(state.at).toISOString())
  return `The kill switch is ${state.engaged ? 'ON' : 'off'} since ${since}, by ${visibleText(state.by)}${state.reason ? `: ${visibleText(state.reason)}` : ''}.`
}
