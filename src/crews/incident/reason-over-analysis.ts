import { z } from 'zod'
import type { AgentDefinition } from '../../core/agent.ts'
import type { Analysis, Evidence, Hypothesis } from '../../core/analysis.ts'
import type { Run } from '../../core/engine.ts'
import type { Spend } from '../../reasoner/budget.ts'
import { ABOUT_EVIDENCE } from '../../reasoner/fence.ts'
import { reason } from '../../reasoner/reason.ts'
import { mapTexts } from '../../safety/mask-analysis.ts'
import { maskedView } from './masked-view.ts'
import { type Numbered, questionOf } from './numbered-evidence.ts'
import { reasonAsSpecialist } from './reason-as-specialist.ts'
import type { ReasoningCrew } from './reasoning-crew.ts'

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

const COORDINATOR = 'coordinator'
/** Who works alone, with every tool. */
const GENERALIST = 'generalist'
/** Where its file is gone or broken. */
const PLAIN_COORDINATOR: AgentDefinition = {
  name: COORDINATOR,
  description: '',
  instructions:
    'You coordinate the investigation of an incident. Connect what the specialists found. Claim nothing that no evidence shows.',
  limits: {},
}
const TURNS = 3
/** Of the confidence of the first hypothesis, what another must have to be lifted above it. */
const LEAST_SHARE = 0.1
const MOST_OUTPUT = 1_500

export interface Coordinated {
  model: NonNullable<Analysis['model']>
  /** The order that the model gives, where it gives one that evidence bears out: indices of the fused hypotheses. */
  order: number[]
}

/** Specialists that found something say what they make of it, then the coordinator connects it. The fused answer stands beside it, whatever they do. */
export async function reasonOverAnalysis(
  run: Run,
  analysis: Analysis,
  crew: ReasoningCrew,
  isAlone = false,
): Promise<Coordinated> {
  const { seen, shown, evidence, restore } = maskedView(analysis, crew.masker, crew.unmasked)
  const lead = isAlone ? GENERALIST : COORDINATOR
  const coordinator = crew.agents.find(({ name }) => name === lead) ?? PLAIN_COORDINATOR
  const sent = crew.agents.filter(
    ({ name }) =>
      !isAlone &&
      seen.specialists.some(({ agent, findings }) => agent === name && findings.some(({ role }) => role !== 'context')),
  )
  const assessments = await Promise.all(
    sent.map((agent) => reasonAsSpecialist(run, agent, seen, shown, crew, sent.length + 1)),
  )
  const said = new Map(
    assessments
      .filter(({ text }) => text !== '')
      .map(({ agent, text, evidence: ids }) => [agent, `${text} ${ids.join(' ')}`]),
  )
  const question = questionOf(seen, shown, said)
  const parts = crew.partsFor(coordinator, question, 1)
  const reasoned = await reason(
    run,
    {
      agent: lead,
      instructions: `${coordinator.instructions}\n${ABOUT_EVIDENCE} When you are done, call the tool report.`,
      question,
      tools: crew.tools(coordinator.tools ?? []),
      report: reportSchema,
      turns: coordinator.limits.turns ?? TURNS,
      maxOutputTokens: MOST_OUTPUT,
      milliseconds: parts.milliseconds,
    },
    parts,
  )
  const about: About = {
    name: parts.model.name,
    ...spendOf(crew.budget.spent()),
    fused: analysis.hypotheses.map(nameOf),
    choices: [...assessments.map(({ choice }) => choice), parts.choice],
    specialists: assessments.map(({ agent, text, evidence: ids, problem }) => ({
      agent,
      text: restore(text),
      evidence: ids.flatMap((id) => evidence.get(id) ?? []),
      ...(problem !== undefined && { problem }),
    })),
  }
  const struck = assessments.reduce((sum, assessment) => sum + assessment.struck, 0)
  if (reasoned.status === 'reported')
    return accept(mapTexts(reasoned.report, restore), analysis, evidence, about, struck)
  const problem = `${reasoned.message} The verdict is that of the rules alone.`
  return {
    model: {
      ...about,
      status: reasoned.why,
      problem,
      summary: '',
      connections: [],
      struck,
      reorderApplied: false,
      reordered: [],
    },
    order: [],
  }
}

type About = Pick<
  NonNullable<Analysis['model']>,
  'name' | 'choices' | 'calls' | 'inputTokens' | 'outputTokens' | 'dollars' | 'fused' | 'specialists'
>

/** Strikes what no evidence bears out, and takes an order only of hypotheses that are there. */
function accept(
  report: CoordinatorReport,
  { hypotheses }: Analysis,
  evidence: Numbered,
  about: About,
  struckBefore: number,
): Coordinated {
  let struck = struckBefore
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
