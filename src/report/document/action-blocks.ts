import type { Action, Analysis } from '../../core/analysis.ts'
import { orderedActions } from '../../core/ordered-actions.ts'
import type { EvidenceIndex } from '../evidence-index.ts'
import { showCommand } from '../text/command-line.ts'
import { recoveryWords, safetyWords } from '../text/report-words.ts'
import { type Block, code, evidence, heading, list, paragraph, strong } from './block.ts'

/** What to do, in order, with commands to copy. */
export function actionBlocks(analysis: Analysis, index: EvidenceIndex): Block[] {
  const actions = orderedActions(analysis)
  const none =
    analysis.verdict === 'healthy'
      ? 'Nothing needs to be done.'
      : 'The evidence supports no action. See the missing evidence below.'
  return [
    heading(2, 'What to do first'),
    ...(actions.length === 0
      ? [paragraph(none)]
      : actions.flatMap((action, position) => actionBlock(action, position + 1, index))),
    ...(analysis.recovery.minutes === null
      ? []
      : [paragraph(strong('Time to recover'), ` ${recoveryWords(analysis.recovery)}: ${analysis.recovery.basis}`)]),
  ]
}

/** One action with its command, below a heading of level 3. */
export function actionBlock(action: Action, position: number, index: EvidenceIndex): Block[] {
  const undo = action.undo === undefined ? [] : [['Undo: ', code(action.undo)]]
  return [
    heading(3, `${position}. ${action.title}`),
    paragraph(safetyWords(action)),
    ...commandBlocks(action.command),
    ...list([
      ['Why: ', action.why, ...evidence(action.evidence.map(index.numberOf))],
      ['Expected: ', action.expected],
      ['Verify: ', action.verify],
      ...undo,
    ]),
  ]
}

function commandBlocks(command: readonly string[] | undefined): Block[] {
  if (command === undefined || command.length === 0) return []
  const shown = showCommand(command)
  if (shown.copyable) return [{ type: 'code', language: 'sh', lines: [shown.words.join(' ')] }]
  return [paragraph(strong('Do not copy'), `: ${shown.why}. `, code(shown.text))]
}
