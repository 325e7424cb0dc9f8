import type { Coverage } from '../core/coverage.ts'
import type { ReviewSource } from '../core/review.ts'
import { reviewing } from '../crews/review/review-change.ts'
import type { ReviewInput } from '../crews/review/review-input.ts'
import { parseAgentFile } from '../formats/agent-file.ts'
import { matchCoverage } from '../formats/match-coverage.ts'
import { findCoverage, readCoverage } from '../integrations/folders/read-coverage.ts'
import { reviewAgents } from './find-agents.ts'
import { openParsers } from './open-parsers.ts'
import { openModels } from './open-reasoner.ts'
import { openReviewSource } from './open-review-source.ts'

/** The review crew with all that it needs from outside. */
export function makeReviewCrew(environment: NodeJS.ProcessEnv): ReturnType<typeof reviewing> {
  return reviewing({
    openSource: ({ origin, runsProjectTools }, signal) =>
      openReviewSource(origin, { signal, runsProjectTools, environment }),
    parsers: openParsers,
    readCoverage: coverageOf,
    consulting: {
      agents: () => reviewAgents(),
      readAgent: parseAgentFile,
      models: openModels(environment),
    },
  })
}

/** As it was named, or as the tests left it in the tree that is reviewed. */
async function coverageOf({ coverage }: ReviewInput, { root, change }: ReviewSource): Promise<Coverage | undefined> {
  const found =
    coverage !== undefined ? await readCoverage(coverage) : root === undefined ? undefined : await findCoverage(root)
  return (
    found &&
    matchCoverage(
      found.files,
      change.files.map(({ path }) => path),
    )
  )
}
