import type { FlowRules } from '../flow/rules.ts'
import { SCRIPT_RULES } from './script/index.ts'

/** What is known of each language. */
export const FLOW_RULES: readonly FlowRules[] = [SCRIPT_RULES]
