import type { Analysis } from '../../core/analysis.ts'
import { reorderWords, spendWords } from '../text/model-words.ts'
import type { Page } from './page.ts'

const CONNECTIONS = 4

export function writeModel(page: Page, { model }: Analysis): void {
  if (model === null) return
  page.section('What the model makes of it')
  if (model.summary !== '') page.text(model.summary, { lead: '  ', lines: 12 })
  const reorder = reorderWords(model)
  if (reorder !== undefined) page.text(reorder, { lead: '  ! ', style: page.paint.yellow })
  for (const { text } of model.connections.slice(0, CONNECTIONS)) page.text(text, { lead: '  • ' })
  if (model.problem !== undefined) page.text(model.problem, { lead: '  ! ', style: page.paint.yellow })
  page.text(spendWords(model), { lead: '  ', style: page.paint.dim })
}
