import type { FlowRules } from '../flow/rules.ts'

/** What is known of each language. */
export const FLOW_RULES: readonly FlowRules[] = []
