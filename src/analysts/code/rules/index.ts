import type { FlowRules } from '../flow/rules.ts'
import { GO_RULES } from './go/index.ts'

/** What is known of each language. */
export const FLOW_RULES: readonly FlowRules[] = [GO_RULES]
