import type { LineRange } from '../../core/review.ts'
import type { ReviewNotice, ToldFinding } from '../../core/review-notice.ts'
import type { OwnComment, OwnReviews, Reply } from './read-own-review.ts'

/** What a finding is said beside: lines of the new text, both included, that the diff shows. */
export interface InlinePlace extends LineRange {
  /** Whether exactly these lines are what the suggestion replaces. */
  takesSuggestion: boolean
}

export interface ReviewPlan {
  /** To be said beside their lines now. */
  inline: readonly { finding: ToldFinding; place: InlinePlace }[]
  /** What the diff does not show, or what is too much: for the summary. */
  apart: readonly ToldFinding[]
  /** Said before, and it stands. */
  standing: readonly { finding: ToldFinding; comment: OwnComment }[]
  /** A person wants to hear no more of it. */
  dismissed: readonly { finding: ToldFinding; comment: OwnComment }[]
  /** Said before, and not there any more. */
  mended: readonly OwnComment[]
  /** Outdated; it is said anew beside where it is now. */
  moved: readonly OwnComment[]
}

/** All that stands, wherever it is said. */
export function openIn({ inline, apart, standing }: ReviewPlan): ToldFinding[] {
  return [...inline.map(({ finding }) => finding), ...apart, ...standing.map(({ finding }) => finding)]
}

export interface PlanGrounds {
  own: OwnReviews
  /** The lines that the diff shows, by path. */
  shown: ReadonlyMap<string, readonly LineRange[]>
  /** Who may write to the repository: what others say dismisses nothing. */
  writers: ReadonlySet<string>
}

/** More beside the code than this nobody reads, and GitHub takes it for abuse. */
const MOST_INLINE = 30
/** Lines that are marked for one finding. */
const MOST_LINES = 20

/** What is to be said now, after what was said before. Decides by its arguments alone. */
export function planReview(notice: ReviewNotice, { own, shown, writers }: PlanGrounds): ReviewPlan {
  const plan = emptyPlan()
  const open = own.comments.filter(({ overSince }) => overSince === undefined)
  const said = Map.groupBy(open, ({ fingerprint }) => fingerprint)
  const found = new Map(notice.findings.map((finding) => [finding.fingerprint, finding]))
  for (const [fingerprint, finding] of found) {
    const place = placeOf(finding, shown.get(finding.at.file) ?? [])
    sort(finding, place, said.get(fingerprint) ?? [], writers, plan)
  }
  const unread = new Set(notice.skipped.map(({ path }) => path))
  const isMended = (one: OwnComment) =>
    !found.has(one.fingerprint) && !unread.has(one.path) && !one.thread?.isResolved && !wasDismissed(one, writers)
  if (notice.isComplete) plan.mended.push(...[...said.values()].flat().filter(isMended))
  return plan
}

/** What GitHub says of those who may write; of members who are so in private it says less. */
const KNOWN: ReadonlySet<string> = new Set(['OWNER', 'MEMBER', 'COLLABORATOR'])

/** Whoever may have dismissed something: of whom it has to be known whether they may write. The likely ones first, since a crowd may answer. */
export function dismissersOf({ comments }: OwnReviews): string[] {
  const replies = comments.flatMap((comment) => comment.replies.filter(isDismissal))
  const resolvers = comments.flatMap(({ thread }) => (thread?.isResolved && thread.resolvedBy) || [])
  const likely = replies.filter(({ association }) => KNOWN.has(association))
  const logins = [...resolvers, ...[...likely, ...replies].map(({ login }) => login)]
  return [...new Set(logins)].filter((login) => login !== '')
}

type Growing = { -readonly [K in keyof ReviewPlan]: ReviewPlan[K][number][] }

function emptyPlan(): Growing {
  return { inline: [], apart: [], standing: [], dismissed: [], mended: [], moved: [] }
}

function sort(
  finding: ToldFinding,
  place: InlinePlace | undefined,
  said: readonly OwnComment[],
  writers: ReadonlySet<string>,
  plan: Growing,
): void {
  const dismissed = said.find((comment) => wasDismissed(comment, writers))
  const standing = said.find(({ isOutdated }) => !isOutdated)
  const [outdated] = said
  const isRoom = plan.inline.length < MOST_INLINE
  if (dismissed) plan.dismissed.push({ finding, comment: dismissed })
  else if (standing) {
    plan.standing.push({ finding, comment: standing })
    plan.moved.push(...said.filter(({ isOutdated }) => isOutdated))
  } else if (place && isRoom) {
    plan.inline.push({ finding, place })
    plan.moved.push(...said)
  } else if (outdated) plan.standing.push({ finding, comment: outdated })
  else plan.apart.push(finding)
}

/** Where the diff shows it; the lines of the suggestion, if it shows them. */
function placeOf({ at, suggestion }: ToldFinding, shown: readonly LineRange[]): InlinePlace | undefined {
  const isShown = ({ line, endLine }: LineRange) =>
    endLine >= line && shown.some((range) => range.line <= line && endLine <= range.endLine)
  if (suggestion && isShown(suggestion))
    return { line: suggestion.line, endLine: suggestion.endLine, takesSuggestion: true }
  const whole = { line: at.line, endLine: at.endLine, takesSuggestion: false }
  if (isShown(whole) && at.endLine - at.line < MOST_LINES) return whole
  const first = { ...whole, endLine: at.line }
  return isShown(first) ? first : undefined
}

function wasDismissed({ replies, thread }: OwnComment, writers: ReadonlySet<string>): boolean {
  if (thread?.isResolved && thread.resolvedBy && writers.has(thread.resolvedBy)) return true
  return replies.some((reply) => isDismissal(reply) && writers.has(reply.login))
}

const DISMISSAL = /^\s*(?:\/watchfloor\s+dismiss\b|won['’]?t[ -]?fix\b)/im

/** At the start of a line, so that a quotation of it (`> …`) is none. */
function isDismissal({ body }: Reply): boolean {
  return DISMISSAL.test(body)
}
