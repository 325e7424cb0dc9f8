import { readFile } from 'node:fs/promises'
import type { Coverage } from '../core/coverage.ts'
import { messageOf, WatchfloorFault } from '../core/fault.ts'
import { type ReviewInput, reviewing } from '../crews/review/review-change.ts'
import { reviewingPullRequests } from '../crews/review/review-pull-request.ts'
import { parseAgentFile } from '../formats/agent-file.ts'
import { matchCoverage, parseCoverage } from '../formats/match-coverage.ts'
import { findReviewAgents } from './find-agents.ts'
import { openParsers } from './open-parsers.ts'
import { openModels } from './open-reasoner.ts'
import { openReviewSource } from './open-review-source.ts'
import { type PublishedNotice, publish } from './publish-notice.ts'

/** The review crew with all that it needs from outside. */
export function reviewCrew(environment: NodeJS.ProcessEnv): ReturnType<typeof reviewing> {
  return reviewing({
    openSource: ({ origin, runsProjectTools }, signal) =>
      openReviewSource(origin, { signal, runsProjectTools, environment }),
    parsers: openParsers,
    readCoverage,
    consulting: {
      agents: async () => (await findReviewAgents()).agents.map(({ origin, path, notes, ...agent }) => agent),
      readAgent: parseAgentFile,
      models: openModels(environment),
    },
  })
}

/** The same for pull requests, which are told what was found; the status of their commit is failed by what is critical. */
export function pullRequestCrew(review: ReturnType<typeof reviewing>, environment: NodeJS.ProcessEnv) {
  return reviewingPullRequests<PublishedNotice>({
    review,
    publish: (notice, signal) => publish(notice, { environment, failOn: 'critical' }, signal),
  })
}

async function readCoverage({ coverage }: ReviewInput, paths: readonly string[]): Promise<Coverage | undefined> {
  if (coverage === undefined) return undefined
  const text = await readFile(coverage, 'utf8').catch((cause: unknown) => {
    throw new WatchfloorFault('unreadable', `The coverage file ${coverage} cannot be read: ${messageOf(cause)}`, {
      cause,
    })
  })
  const matched = matchCoverage(parseCoverage(text), paths)
  return new Map(
    Array.from(matched, ([path, { covered, uncovered }]) => [
      path,
      { covered: new Set(covered), uncovered: new Set(uncovered) },
    ]),
  )
}
