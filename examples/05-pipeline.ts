/** A pipeline: triage, investigation, remediation, verification, each handing on what it knows. */
import { analyst, type PipelineRecord, pipeline, runMember } from 'watchfloor'

interface Case {
  errors: number
  severity?: string
  suspect?: string
  fix?: string
}

const stage = (name: string, work: (data: Case) => Case, say: (data: Case) => string) =>
  analyst(name, ({ data }) => {
    const done = work(data as Case)
    return { summary: say(done), confidence: 0.8, data: done }
  })

const response = pipeline({
  name: 'response',
  stages: [
    stage(
      'triage',
      (one) => ({ ...one, severity: one.errors > 100 ? 'P1' : 'P3' }),
      ({ severity }) => `It is ${severity}.`,
    ),
    stage(
      'investigation',
      (one) => ({ ...one, suspect: 'release 2.8' }),
      ({ suspect }) => `It began with ${suspect}.`,
    ),
    stage(
      'remediation',
      (one) => ({ ...one, fix: `roll back ${one.suspect}` }),
      ({ fix }) => `Proposed: ${fix}.`,
    ),
    stage(
      'verification',
      (one) => one,
      ({ severity, fix }) => `${severity}: ${fix}, then watch the errors.`,
    ),
  ],
})

const { summary, data } = await runMember(response, 'What now?', { data: { errors: 240 } satisfies Case })
for (const { agent, status, contribution } of (data as PipelineRecord).parts)
  console.log(`${agent} (${status}): ${contribution?.summary}`)
console.log(summary)
