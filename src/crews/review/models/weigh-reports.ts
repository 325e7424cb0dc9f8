import { analyseSecrets } from '../../../analysts/code/secrets/analyse-secrets.ts'
import type { ChildOutcome } from '../../../core/engine.ts'
import type { CodeFinding, CodeReview, ReviewFinding, ReviewJudgement, ReviewModel } from '../../../core/review.ts'
import { credentialHider } from '../hide-credentials.ts'
import { byWorth } from '../merge-findings.ts'
import type { OpenedReview } from '../open-review.ts'
import type { Consulted } from './consult-models.ts'
import type { AgentOutcome } from './reason-as-reviewer.ts'

/** Of the confidence of a finding, what a judgement can take away at the most. */
const MOST_TAKEN = 0.5

/**
 * The review with what models said of it. What code has found stays: its rule, its severity, its place among the comments, the scores and
 * what comes of them. A false alarm makes it less sure, by half at the most. What models found themselves comes after it.
 */
export async function weighReports(
  { source, lines, admission }: OpenedReview,
  review: CodeReview,
  { outcomes, problems }: Consulted,
  { asked, cap }: { asked: string; cap: number },
): Promise<CodeReview> {
  const done = outcomes.flatMap(({ outcome }) => (outcome.status === 'completed' ? [outcome.value] : []))
  const judgements = done.flatMap((one) => one.judgements)
  const judged = inOrder(review.findings, review.comments, judgements)
  const own = newOnes(
    done.flatMap((one) => one.findings),
    review.findings,
  )
  const { findings: admitted, baseline, suppressed } = (await admission()).admit(own.findings, lines.head)
  // Also those that are known or silenced: the review names only credentials that stand.
  const quotedFiles = new Set(admitted.map(({ finding }) => finding.at.file))
  const secrets = analyseSecrets(source.change.files.filter(({ path }) => quotedFiles.has(path)))
  const hider = credentialHider(secrets, lines.head)
  const added = admitted.map(({ finding, fingerprint }) =>
    hider.hide({ ...finding, fingerprint, also: [], isElsewhere: false }),
  )
  const findings = [...judged, ...added]
  const { leftOut } = review
  return {
    ...review,
    verdict: review.verdict === 'clean' && added.length > 0 ? 'remarks' : review.verdict,
    findings,
    comments: Math.min(cap, findings.length),
    leftOut: {
      ...leftOut,
      baseline: leftOut.baseline + baseline,
      suppressed: [...leftOut.suppressed, ...suppressed],
    },
    problems: [...review.problems, ...problems],
    model: modelPart(asked, outcomes, done, judgements, own.struck),
  }
}

/** Less sure where a model says that nothing is wrong. Those that are made comments stay so, whatever it says. */
function inOrder(
  findings: readonly ReviewFinding[],
  comments: number,
  judgements: readonly ReviewJudgement[],
): ReviewFinding[] {
  const doubts = new Map<string, number>()
  for (const { fingerprint, judgement, confidence } of judgements)
    if (judgement === 'false-alarm') doubts.set(fingerprint, Math.max(doubts.get(fingerprint) ?? 0, confidence))
  if (doubts.size === 0) return [...findings]
  const weighed = findings.map((finding) => {
    const doubt = doubts.get(finding.fingerprint)
    return doubt === undefined ? finding : { ...finding, confidence: finding.confidence * (1 - MOST_TAKEN * doubt) }
  })
  return [...weighed.slice(0, comments).sort(byWorth), ...weighed.slice(comments).sort(byWorth)]
}

/** What nobody has said of the same line yet. */
function newOnes(
  own: readonly CodeFinding[],
  known: readonly ReviewFinding[],
): { findings: CodeFinding[]; struck: number } {
  const said = new Set(known.flatMap(keysOf))
  const findings = own.toSorted(byWorth).filter((finding) => {
    const keys = keysOf(finding)
    const isNew = !keys.some((key) => said.has(key))
    for (const key of keys) said.add(key)
    return isNew
  })
  return { findings, struck: own.length - findings.length }
}

/** The same weakness, or the same words, of the same line. */
function keysOf({ at, rule, cwe }: CodeFinding): string[] {
  const place = `${at.file}:${at.line}`
  return [`${place} ${rule.slice(rule.indexOf('/') + 1)}`, ...cwe.map((number) => `${place} CWE-${number}`)]
}

function modelPart(
  asked: string,
  outcomes: readonly { agent: string; outcome: ChildOutcome<AgentOutcome> }[],
  done: readonly AgentOutcome[],
  judgements: ReviewJudgement[],
  struck: number,
): ReviewModel {
  const sum = (of: (one: AgentOutcome) => number) => done.reduce((total, one) => total + of(one), 0)
  const names = [...new Set(done.map(({ choice }) => choice.model))]
  const isPriced = done.every(({ spend }) => spend.dollars !== null)
  return {
    name: names.join(', ') || asked,
    summary: done
      .filter(({ summary }) => summary !== '')
      .map(({ choice, summary }) => `${choice.agent}: ${summary}`)
      .join('\n'),
    calls: sum(({ spend }) => spend.calls),
    inputTokens: sum(({ spend }) => spend.inputTokens),
    outputTokens: sum(({ spend }) => spend.outputTokens),
    dollars: isPriced ? sum(({ spend }) => spend.dollars ?? 0) : null,
    agents: outcomes.map(({ agent, outcome }) =>
      outcome.status === 'completed'
        ? {
            agent,
            model: outcome.value.choice.model,
            reason: outcome.value.choice.reason,
            status: outcome.value.status,
          }
        : { agent, model: asked, reason: '', status: outcome.status },
    ),
    judgements,
    struck: struck + sum((one) => one.struck),
  }
}
