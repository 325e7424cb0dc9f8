import { z } from 'zod'
import type { Run } from '../core/engine.ts'
import type { Citation } from '../core/evidence.ts'
import type { Finding } from '../core/finding.ts'
import { type Assignment, type GivenContribution, gapSchema, type Member } from '../core/member.ts'
import type { Tool } from '../core/tool.ts'
import { deriveFinding } from '../fusion/derive-finding.ts'
import { agent } from '../reasoner/agent.ts'
import type { ReasoningParts } from '../reasoner/reason.ts'

/** An analyst: code that looks at what it is given. What it does is one step of the run. */
export function analyst(
  name: string,
  look: (assignment: Assignment, signal: AbortSignal) => GivenContribution | Promise<GivenContribution>,
): Member {
  return { name, work: (run, assignment) => run.step('look', () => look(assignment, run.signal)) }
}

const reportSchema = z.object({
  summary: z.string().min(1).max(1_500).describe('What you looked at and what it means, in at most four sentences.'),
  confidence: z.number().min(0).max(1),
  position: z.string().max(200).optional().describe('What you stand for, where the question has several answers.'),
  findings: z
    .array(
      z.object({
        component: z.string().min(1),
        cause: z.string().min(1).describe('A short slug, or unknown.'),
        role: z.enum(['cause', 'symptom', 'context']),
        strength: z.number().min(0).max(1),
        summary: z.string().min(1).max(400),
        evidence: z.array(z.string()).min(1).max(6).describe('The numbers of the evidence that it rests on.'),
      }),
    )
    .max(8)
    .default([]),
  gaps: z.array(gapSchema).max(3).default([]).describe('What another agent, by its name, should look at.'),
})

export interface ReasoningMemberOptions {
  name: string
  instructions: string
  tools?: readonly Tool[]
  turns?: number
  milliseconds?: number
  /** The model and the budget, for a run. */
  partsFor(run: Run): ReasoningParts
}

/** An agent with a model. It builds on the findings of others, which it sees with their strength and cites by number; what it cites that is not there is struck out. */
export function reasoningMember({ partsFor, ...options }: ReasoningMemberOptions): Member {
  const own = agent({ ...options, report: reportSchema })
  return {
    name: options.name,
    async work(run, assignment): Promise<GivenContribution> {
      const evidence = numbered(assignment)
      const reasoned = await own.ask(run, assignment.question, textsOf(assignment, evidence), partsFor(run))
      if (reasoned.status === 'gave-up') throw new Error(reasoned.message)
      const { summary, confidence, position, findings, gaps } = reasoned.report
      return {
        summary,
        confidence,
        ...(position !== undefined && { position }),
        gaps,
        findings: findings.flatMap(({ evidence: ids, ...said }) => {
          const held = [...new Set(ids)].flatMap((id) => evidence.get(id) ?? [])
          const finding = {
            ...said,
            agent: options.name,
            signal: 'reasoning',
            citations: held.map(({ citation }) => citation),
          }
          return held.length > 0 ? [deriveFinding(finding, [...new Set(held.map(({ from }) => from))])] : []
        }),
      }
    },
  }
}

const MOST_FINDINGS = 24

type Evidence = Map<string, { citation: Citation; from: Finding }>

function told({ findings, parts }: Assignment): Finding[] {
  const all = [...findings, ...parts.flatMap(({ contribution }) => contribution?.findings ?? [])]
  return [...new Set(all)].sort((a, b) => b.strength - a.strength).slice(0, MOST_FINDINGS)
}

function numbered(assignment: Assignment): Evidence {
  const all = told(assignment).flatMap((from) =>
    from.citations.slice(0, 2).map(({ source, line, quote }) => ({
      citation: line === undefined ? { source, quote } : { source, line, quote },
      from,
    })),
  )
  return new Map(all.map((one, index) => [`E${index + 1}`, one]))
}

/** All that it is told, by what it is; every text is fenced by whoever asks the model. */
function textsOf(assignment: Assignment, evidence: Evidence): Record<string, string> {
  const numbersOf = (finding: Finding) => [...evidence].filter(([, { from }]) => from === finding).map(([id]) => id)
  const findings = told(assignment).map(
    (finding) =>
      `${finding.agent}, strength ${finding.strength}, ${numbersOf(finding).join(' ') || 'no evidence'}: ${finding.component} (${finding.cause}) ${finding.summary}`,
  )
  const quotes = [...evidence].map(
    ([id, { citation }]) => `${id} ${citation.source}:${citation.line ?? ''} ${citation.quote.slice(0, 200)}`,
  )
  const parts = assignment.parts.map(
    ({ agent: who, status, contribution, note }) =>
      `${who} (${status}): ${contribution ? `${contribution.position ?? ''} ${contribution.summary.slice(0, 600)}` : note}`,
  )
  return {
    ...(findings.length > 0 && { 'findings of others': findings.join('\n') }),
    ...(quotes.length > 0 && { 'evidence by number': quotes.join('\n') }),
    ...(parts.length > 0 && { 'work of others': parts.join('\n') }),
    ...(assignment.data !== undefined && { data: JSON.stringify(assignment.data).slice(0, 6_000) }),
  }
}
