import type { FlowRules } from '../flow/rules.ts'
import { javaRules } from './java/index.ts'

/** What is known of each language. */
export const FLOW_RULES: readonly FlowRules[] = [javaRules]
