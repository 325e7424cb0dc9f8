import type { Problem } from '../../core/analysis.ts'
import type { Workflow } from '../../core/engine.ts'
import type { CodeFinding, Reviewer } from '../../core/review.ts'
import { analyseAll } from './analyse-all.ts'
import { isThere } from './file-lines.ts'
import type { OpenedReview } from './open-review.ts'
import type { ReviewerPart } from './reviewers.ts'

export interface ReviewerInput {
  reviewer: Reviewer
  review: string
}

/** What a reviewer hands over; what points to no line that is there was struck out. */
export interface ReviewerFindings {
  findings: CodeFinding[]
  struckOut: number
  /** Left out, since there were so many of one rule; absent where there are none. */
  beyond?: number
  /** Files that it could not go through, by path; absent where there are none. */
  unread?: string[]
  /** What it could not do; absent where there is nothing. */
  problems?: Problem[]
}

/** More of one rule than this says nothing more to anybody; a whole tree of old code may have thousands. */
const MOST_OF_A_RULE = 2_000

/** One reviewer as a run of its own. What it works on is opened where the run is done; its journal holds what it found. */
export function conductReviewer(
  parts: readonly ReviewerPart[],
  opened: (review: string) => Promise<OpenedReview>,
): Workflow<ReviewerInput, ReviewerFindings> {
  return {
    name: 'review.reviewer',
    async run(run, { reviewer, review }) {
      const part = parts.find(({ name }) => name === reviewer)
      if (part === undefined) return { findings: [], struckOut: 0 }
      run.emit({ type: 'specialist_started', agent: reviewer, task: part.task })
      const found = await run.step('analyse', async () => {
        const { task, lines } = await opened(review)
        const { findings: all, problems, unread } = await analyseAll(part, task)
        const there = all.filter((finding) => finding.reviewer === reviewer && isThere(finding, lines.head))
        const findings = fewOfEach(there)
        return {
          findings,
          struckOut: all.length - there.length,
          ...(there.length > findings.length && { beyond: there.length - findings.length }),
          ...(unread.length > 0 && { unread }),
          ...(problems.length > 0 && { problems: [...problems] }),
        }
      })
      run.emit({
        type: 'specialist_progressed',
        agent: reviewer,
        note: found.findings.length === 1 ? '1 finding' : `${found.findings.length} findings`,
      })
      return found
    },
  }
}

function fewOfEach(findings: readonly CodeFinding[]): CodeFinding[] {
  const counts = new Map<string, number>()
  return findings.filter(({ rule }) => {
    const count = (counts.get(rule) ?? 0) + 1
    counts.set(rule, count)
    return count <= MOST_OF_A_RULE
  })
}
