import type { Analysis } from '../../core/analysis.ts'
import { componentNames, maskWith } from '../../safety/mask-analysis.ts'
import type { Masker } from '../../safety/masker.ts'
import { type Numbered, numberEvidence } from './numbered-evidence.ts'

/** An analysis as a model may see it, and the way back. */
export interface MaskedView {
  /** Without credentials and personal data. */
  seen: Analysis
  /** The evidence by number, as a model sees it. */
  shown: Numbered
  /** The same evidence as it stands in the analysis. */
  evidence: Numbered
  /** What a model wrote, with what was masked put back: all of it in an unmasked report, else the names of components. */
  restore(text: string): string
}

/** Nothing leaves the process unmasked, also where the report is to show everything. */
export function maskedView(analysis: Analysis, masker: Masker, unmasked: boolean): MaskedView {
  const seen = maskWith(masker, analysis)
  const evidence = numberEvidence(analysis)
  const shown: Numbered = new Map(maskWith(masker, [...evidence]))
  const names = componentNames(analysis)
  const restore = masker.restorer(unmasked ? undefined : (value) => names.some((name) => name.includes(value)))
  return { seen, shown, evidence, restore }
}
