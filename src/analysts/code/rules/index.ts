import type { FlowRules } from '../flow/rules.ts'
import { PYTHON_RULES } from './python/index.ts'

/** What is known of each language. */
export const FLOW_RULES: readonly FlowRules[] = [PYTHON_RULES]
