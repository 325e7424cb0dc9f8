import type { ReviewTool } from './define-review-tool.ts'
import { findCallers } from './find-callers.ts'
import { findTests } from './find-tests.ts'
import { readCode } from './read-code.ts'
import { showChange } from './show-change.ts'

/** What agents of this crew may look with. Nothing that stands in a change adds one. */
export const REVIEW_TOOLS: readonly ReviewTool[] = [readCode, findCallers, findTests, showChange]
