/** A coordinator: specialists in parallel, a question back where one of them needs another, votes by a stated rule. No model is needed. */
import { analyst, type Coordination, coordinate, runMember } from 'watchfloor'

const cause = (agent: string, component: string, strength: number, quote: string) => ({
  agent,
  component,
  cause: 'connection-pool-exhausted',
  signal: 'saturation',
  role: 'cause' as const,
  strength,
  summary: `${component}: ${quote}`,
  citations: [{ source: `${agent}.txt`, line: 1, quote }],
})

const logs = analyst('logs', ({ findings }) => {
  // Asked again, it knows what the others found.
  const isFollowUp = findings.length > 0
  return {
    summary: isFollowUp ? 'Every wait is for the pool of payments.' : 'Requests time out.',
    confidence: isFollowUp ? 0.9 : 0.4,
    findings: isFollowUp ? [cause('logs', 'payments', 0.9, 'waited 3000 ms for a connection')] : [],
  }
})
const metrics = analyst('metrics', () => ({
  summary: 'The pool of payments is full.',
  confidence: 0.8,
  findings: [cause('metrics', 'payments', 0.8, 'pool_used 20 of 20')],
  gaps: [{ agent: 'logs', question: 'Who waits for the pool?', why: 'A full pool is only a cause if somebody waits.' }],
}))

const crew = coordinate({ name: 'crew', members: [logs, metrics] })
const { summary, confidence, data } = await runMember(crew, 'Why do payments time out?')
console.log(summary, confidence.toFixed(2))
const { gaps, decision } = data as Coordination
for (const { agent, question, why, status } of gaps) console.log(`${agent} ${status}: ${question} ${why}`)
console.log(
  decision.rule,
  decision.votes.map(({ agent, choice }) => `${agent}: ${choice}`),
)
