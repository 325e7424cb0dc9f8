import type { Finding } from '../core/finding.ts'
import type { Contribution, Part } from '../core/member.ts'
import {
  type ConflictRule,
  contradictions,
  type Decision,
  resolveConflict,
  type Vote,
} from '../fusion/resolve-conflict.ts'

/** What parts come to, by stated rules: what stands where nobody sums up with a model. */
export interface Merged extends Contribution {
  decision: Decision
}

const WEIGHTED: ConflictRule = { rule: 'weighted' }

/** All findings once, the strongest first; the position that the votes give; notes of those that failed. */
export function mergeParts(parts: readonly Part[], rule: ConflictRule = WEIGHTED): Merged {
  const given = parts.flatMap(({ contribution }) => contribution ?? [])
  const findings = uniqueFindings(given.flatMap((contribution) => contribution.findings))
  const recommendations = given.flatMap((contribution) => contribution.recommendations)
  const clash = contradictions(recommendations)
  const voted = resolveConflict(votesOf(parts), rule)
  const decision: Decision =
    clash.length > 0 && voted.choice !== null ? { ...voted, choice: null, person: 'contradiction' } : voted
  const missing = parts.filter(({ status }) => status !== 'completed')
  const notes = missing.map(({ agent, status, note }) => `${agent} ${status}${note === '' ? '' : `: ${note}`}`)
  return {
    summary: [wordsOf(decision, parts), ...notes].join(' ').slice(0, 8_000),
    confidence: decision.confidence,
    findings,
    recommendations,
    gaps: given.flatMap(({ gaps }) => gaps),
    ...(decision.choice !== null && { position: decision.choice }),
    ...(missing.length > 0 && { isPartial: true }),
    decision,
  }
}

/** What each stands for: its position, else the strongest cause that it found. */
export function votesOf(parts: readonly Part[]): Vote[] {
  return parts.flatMap(({ agent, contribution }) => {
    const choice = contribution?.position ?? causeOf(contribution?.findings ?? [])
    return contribution && choice !== undefined ? [{ agent, choice, confidence: contribution.confidence }] : []
  })
}

function causeOf(findings: readonly Finding[]): string | undefined {
  const [best] = findings.filter(({ role }) => role === 'cause').sort((a, b) => b.strength - a.strength)
  return best && `${best.component}: ${best.cause}`
}

/** The same claim of the same agent once, as its surest saying of it. */
export function uniqueFindings(findings: readonly Finding[]): Finding[] {
  const unique = new Map<string, Finding>()
  for (const finding of findings) {
    const id = findingId(finding)
    if ((unique.get(id)?.strength ?? -1) < finding.strength) unique.set(id, finding)
  }
  return [...unique]
    .sort(([idA, a], [idB, b]) => b.strength - a.strength || (idA < idB ? -1 : 1))
    .map(([, finding]) => finding)
}

export function findingId({ agent, component, cause, signal, role, summary }: Finding): string {
  return JSON.stringify([agent, component, cause, signal, role, summary])
}

const PERSON: Readonly<Record<NonNullable<Decision['person']>, string>> = {
  'no-votes': 'Nobody stands for anything.',
  'low-confidence': 'Nobody is sure enough: a person has to decide.',
  split: 'The votes are split: a person has to decide.',
  contradiction: 'What is recommended contradicts itself: a person has to decide.',
}

function wordsOf({ choice, person, tally, rule }: Decision, parts: readonly Part[]): string {
  if (choice === null) return PERSON[person ?? 'no-votes']
  const agents = tally[0]?.agents ?? []
  return parts.length > 1 ? `${choice} (${agents.join(', ')}; by ${rule}).` : `${choice}.`
}
