import { CREDENTIAL_RULES } from './mask-credentials.ts'
import { keyedValues } from './mask-keyed-values.ts'
import { PERSONAL_DATA_RULES } from './mask-personal-data.ts'
import type { MaskRule } from './mask-rule.ts'

export const MASK_RULES: readonly MaskRule[] = [...CREDENTIAL_RULES, keyedValues, ...PERSONAL_DATA_RULES]
