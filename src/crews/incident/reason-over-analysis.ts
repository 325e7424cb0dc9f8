import { z } from 'zod'
import type { Analysis, Evidence, Hypothesis } from '../../core/analysis.ts'
import type { Run } from '../../core/engine.ts'
import type { Spend } from '../../reasoner/budget.ts'
import { ABOUT_EVIDENCE, fence } from '../../reasoner/fence.ts'
import { type ReasoningParts, reason } from '../../reasoner/reason.ts'
import { maskStructure } from '../../safety/mask-analysis.ts'

/** What the coordinator hands in. Evidence is cited by number. */
const reportSchema = z.object({
  summary: z
    .string()
    .min(1)
    .max(1_500)
    .describe('What happened, in plain sentences for the person on call; say which specialist found what.'),
  connections: z
    .array(z.object({ text: z.string().min(1).max(400), evidence: z.array(z.string()).min(1).max(6) }))
    .max(6)
    .describe('Findings of different specialists that confirm or contradict each other, with the evidence of each.'),
  ranking: z
    .array(
      z.object({
        component: z.string(),
        cause: z.string(),
        reason: z.string().min(1).max(400),
        evidence: z.array(z.string()).min(1).max(6),
      }),
    )
    .max(5)
    .optional()
    .describe('Only if the order of the hypotheses is wrong: the right order, each with the evidence that decides it.'),
})
export type CoordinatorReport = z.infer<typeof reportSchema>

const INSTRUCTIONS = `You coordinate the investigation of an incident. Specialists have analysed all of the evidence by code and their findings were fused into ranked hypotheses. Cross-reference them: what confirms what, what contradicts what, and what happened. ${ABOUT_EVIDENCE} Keep the order of the hypotheses unless the evidence shows that it is wrong. Claim nothing that no evidence shows. When you are done, call the tool report.`

const MOST_HYPOTHESES = 4
const MOST_EVIDENCE = 24
const LONGEST_QUOTE = 160
const TURNS = 3
/** Of the confidence of the first hypothesis, what another must have to be lifted above it. */
const LEAST_SHARE = 0.1
const MOST_OUTPUT = 1_500

export interface Coordinated {
  model: NonNullable<Analysis['model']>
  /** The order that the model gives, where it gives one that evidence bears out: indices of the fused hypotheses. */
  order: number[]
}

/** The coordinator with a model: what the analysts found, connected. Whatever the model does, the fused answer stands beside it. */
export async function reasonOverAnalysis(run: Run, analysis: Analysis, parts: ReasoningParts): Promise<Coordinated> {
  // Nothing leaves the process unmasked, also where the report is to show everything.
  const seen = maskStructure(analysis)
  const evidence = numberEvidence(seen)
  const reasoned = await reason(
    run,
    {
      agent: 'coordinator',
      instructions: INSTRUCTIONS,
      question: questionOf(seen, evidence),
      tools: [],
      report: reportSchema,
      turns: TURNS,
      maxOutputTokens: MOST_OUTPUT,
    },
    parts,
  )
  const spend = parts.budget.spent()
  const about = { name: parts.model.name, ...spendOf(spend), fused: analysis.hypotheses.map(nameOf) }
  if (reasoned.status === 'gave-up') {
    const problem = `${reasoned.message} The analysis is that of the specialists alone.`
    return {
      model: {
        ...about,
        status: reasoned.why,
        problem,
        summary: '',
        connections: [],
        struck: 0,
        reorderApplied: false,
        reordered: [],
      },
      order: [],
    }
  }
  return accept(reasoned.report, analysis, evidence, about)
}

type Numbered = Map<string, Evidence>

function numberEvidence({ hypotheses, specialists }: Analysis): Numbered {
  const all = [
    ...hypotheses.slice(0, MOST_HYPOTHESES).flatMap((hypothesis) => hypothesis.evidence.slice(0, 5)),
    ...specialists.flatMap(({ agent, findings }) =>
      findings
        .filter(({ role }) => role !== 'context')
        .slice(0, 2)
        .flatMap(({ citations }) => citations.slice(0, 1).map((citation) => ({ ...citation, agent }))),
    ),
  ]
  const unique = new Map(all.map((one) => [`${one.source}:${one.line}:${one.quote}`, one]))
  return new Map([...unique.values()].slice(0, MOST_EVIDENCE).map((one, index) => [`E${index + 1}`, one]))
}

function questionOf({ title, hypotheses, specialists, timeline, window }: Analysis, evidence: Numbered): string {
  const ranked = hypotheses
    .slice(0, MOST_HYPOTHESES)
    .map(
      ({ component, cause, confidence, summary }, index) =>
        `${index + 1}. ${component}: ${cause} (${confidence}) ${cut(summary)}`,
    )
  const said = specialists.map(
    ({ agent, status, findings }) =>
      `${agent} (${status}): ${
        findings
          .slice(0, 2)
          .map(({ component, summary }) => `${component}: ${cut(summary)}`)
          .join(' | ') || 'nothing'
      }`,
  )
  const times = timeline.slice(0, 8).map(({ at, kind, text }) => `${at} ${kind}: ${cut(text)}`)
  const quotes = [...evidence].map(
    ([id, { agent, source, line, quote }]) => `${id} [${agent}] ${source}${line ? `:${line}` : ''} ${cut(quote)}`,
  )
  return [
    fence('incident', `${cut(title)}${window.incident ? `\n${window.incident.from} to ${window.incident.to}` : ''}`),
    fence('hypotheses, fused', ranked.join('\n')),
    fence('specialists', said.join('\n')),
    fence('timeline', times.join('\n')),
    fence('evidence by number', quotes.join('\n')),
  ].join('\n')
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line
}

/** Strikes what no evidence bears out, and takes an order only of hypotheses that are there. */
function accept(
  report: CoordinatorReport,
  { hypotheses }: Analysis,
  evidence: Numbered,
  about: Pick<NonNullable<Analysis['model']>, 'name' | 'calls' | 'inputTokens' | 'outputTokens' | 'dollars' | 'fused'>,
): Coordinated {
  let struck = 0
  const known = (ids: readonly string[]) => {
    const held = ids.flatMap((id) => evidence.get(id) ?? [])
    struck += ids.length - held.length
    return held
  }
  const connections = report.connections
    .map(({ text, evidence: ids }) => ({ text, evidence: known(ids) }))
    .filter((connection) => connection.evidence.length > 0)
  const reordered = (report.ranking ?? []).flatMap(({ component, cause, reason: why, evidence: ids }) => {
    const index = hypotheses.findIndex((one) => one.component === component && one.cause === cause)
    const own = hypotheses[index]
    const held = known(ids).filter((one) => own && bearsOut(one, own))
    return own && held.length > 0 ? [{ index, component, cause, reason: why, evidence: held }] : []
  })
  const order = reordered.map(({ index }) => index)
  const isOther = order.some((index, place) => index !== place)
  const isApplied = isOther && isWithinReach(hypotheses, order[0] ?? 0)
  return {
    order: isApplied ? order : [],
    model: {
      ...about,
      status: 'reported',
      summary: report.summary,
      connections,
      struck,
      reorderApplied: isApplied,
      reordered: isOther ? reordered.map(({ index: _, ...rest }) => rest) : [],
    },
  }
}

/** A model, or what speaks through it, may decide between hypotheses that the rules find possible, and not overrule them. */
function isWithinReach(hypotheses: readonly Hypothesis[], first: number): boolean {
  return (hypotheses[first]?.confidence ?? 0) >= (hypotheses[0]?.confidence ?? 0) * LEAST_SHARE
}

/** Evidence of the hypothesis itself, or that names its component. */
function bearsOut(one: Evidence, { component, evidence }: Hypothesis): boolean {
  return (
    evidence.some(({ source, line }) => source === one.source && line === one.line) || one.quote.includes(component)
  )
}

function nameOf({ component, cause, confidence }: Hypothesis) {
  return { component, cause, confidence }
}

function spendOf({ calls, inputTokens, outputTokens, dollars }: Spend) {
  return { calls, inputTokens, outputTokens, dollars }
}
