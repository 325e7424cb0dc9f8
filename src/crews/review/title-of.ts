import type { ReviewOrigin } from '../../core/review.ts'

/** What is reviewed, for people. */
export function titleOf(origin: ReviewOrigin): string {
  switch (origin.kind) {
    case 'tree':
      return origin.path
    case 'git':
      return `${origin.base ?? 'the main branch'} … ${origin.head ?? 'the working tree'}`
    case 'folders':
      return `${origin.base} … ${origin.head}`
    case 'pull-request':
      return `${origin.repository}#${origin.number}`
  }
}
