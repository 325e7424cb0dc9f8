import type { GivenContribution, Member, Part } from '../core/member.ts'
import { deadline } from './deadline.ts'
import { uniqueFindings } from './merge-parts.ts'
import { send } from './send.ts'

export interface PipelineOptions {
  name: string
  /** In order: each is handed the findings and the work of all before it, and the `data` of the one before. */
  stages: readonly Member[]
  /** `stop` where not given: what comes after a stage that gave nothing is not begun. */
  onFailure?: 'stop' | 'go-on'
  milliseconds?: { member?: number; all?: number }
}

/** What happened in a pipeline. */
export interface PipelineRecord {
  pattern: 'pipeline'
  parts: Part[]
  /** Stages that were not begun. */
  left: string[]
}

const FOR_MEMBER = 120_000
const FOR_ALL = 300_000

/** One stage after the other, each handing on what it knows. Its answer is that of the last stage that gave one, with the findings of all. */
export function pipeline({ name, stages, onFailure = 'stop', milliseconds = {} }: PipelineOptions): Member {
  return {
    name,
    async work(run, assignment): Promise<GivenContribution> {
      const limit = deadline(milliseconds.all ?? FOR_ALL)
      const parts: Part[] = []
      let data = assignment.data
      for (const [place, stage] of stages.entries()) {
        const before = parts.flatMap(({ contribution }) => contribution?.findings ?? [])
        const given = {
          ...assignment,
          data,
          findings: [...assignment.findings, ...before],
          parts: [...assignment.parts, ...parts],
        }
        const timeoutMilliseconds = limit.share(milliseconds.member ?? FOR_MEMBER)
        const part = await send(run, stage, given, { key: `${place + 1} ${stage.name}`, timeoutMilliseconds })
        parts.push(part)
        if (part.contribution === null && onFailure === 'stop') break
        data = part.contribution?.data ?? data
      }
      const given = parts.flatMap(({ contribution }) => contribution ?? [])
      const last = given.at(-1)
      const left = stages.slice(parts.length).map((stage) => stage.name)
      const failed = parts.filter(({ status }) => status !== 'completed')
      const record: PipelineRecord = { pattern: 'pipeline', parts, left }
      return {
        summary: [
          last?.summary ?? 'No stage gave anything.',
          ...failed.map(({ agent, status, note }) => `${agent} ${status}: ${note}`),
          ...(left.length > 0 ? [`Not begun: ${left.join(', ')}.`] : []),
        ].join(' '),
        confidence: last?.confidence ?? 0,
        findings: uniqueFindings(given.flatMap(({ findings }) => findings)),
        recommendations: given.flatMap(({ recommendations }) => recommendations),
        gaps: last?.gaps ?? [],
        ...(last?.position !== undefined && { position: last.position }),
        ...((failed.length > 0 || left.length > 0) && { isPartial: true }),
        data: record,
      }
    },
  }
}
