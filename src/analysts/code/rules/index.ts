import type { FlowRules } from '../flow/rules.ts'
import { GO_RULES } from './go/index.ts'
import { javaRules } from './java/index.ts'
import { PYTHON_RULES } from './python/index.ts'
import { SCRIPT_RULES } from './script/index.ts'

/** What is known of each language. */
export const FLOW_RULES: readonly FlowRules[] = [GO_RULES, javaRules, PYTHON_RULES, SCRIPT_RULES]
