import type { Action, Analysis } from '../../core/analysis.ts'
import { orderedActions } from '../../core/ordered-actions.ts'
import { showCommand } from '../text/command-line.ts'
import { isRisky, safetyWords } from '../text/report-words.ts'
import type { Page } from './page.ts'

const SHOWN = 3

/** Numbered steps in the order in which they are to be done, each with its command. */
export function writeActions(page: Page, analysis: Analysis): void {
  const actions = orderedActions(analysis)
  page.section('Do this first')
  if (actions.length === 0) page.text(nothingToDo(analysis), { lead: '  ' })
  for (const [index, action] of actions.slice(0, SHOWN).entries())
    writeAction(page, action, index + 1, actions[index - 1])
  if (actions.length > SHOWN)
    page.text(`${actions.length - SHOWN} more in the full report`, { lead: '  ', style: page.paint.dim })
}

function nothingToDo({ verdict, missing }: Analysis): string {
  if (verdict === 'healthy') return 'Nothing needs to be done.'
  return missing.length === 0
    ? 'The evidence supports no action.'
    : 'The evidence supports no action. Fetch what is missing (below).'
}

/** A reason that stands above already is not said again; what only reads needs no check afterwards. */
function writeAction(page: Page, action: Action, position: number, before: Action | undefined): void {
  const { bold, dim, red } = page.paint
  page.text(action.title, { lead: `${String(position).padStart(2)}. `, style: bold })
  writeCommand(page, action.command)
  if (action.why !== before?.why) page.text(action.why, { lead: '    why: ', lines: 2 })
  if (action.effect !== 'read') page.text(action.verify, { lead: '    then: ', lines: 2 })
  page.text(safetyWords(action), { lead: '    ', style: isRisky(action) ? red : dim })
}

function writeCommand(page: Page, command: readonly string[] | undefined): void {
  if (command === undefined || command.length === 0) return
  const shown = showCommand(command)
  if (shown.copyable) page.command(shown.words, '      ')
  else page.text(`do not copy, ${shown.why}: ${shown.text}`, { lead: '    ', style: page.paint.red })
}
