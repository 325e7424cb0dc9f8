import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Bus, Subscription } from '../core/bus.ts'
import type { Engine } from '../core/engine.ts'
import { findingSchema } from '../core/finding.ts'
import type { Assignment, GivenContribution, Member } from '../core/member.ts'
import { answerRequests } from './request.ts'

const TIMEOUT = 300_000

/** A member in another process: it is asked over the bus, on the topic `agents.NAME`. */
export function busMember(bus: Bus, name: string, timeoutMilliseconds = TIMEOUT): Member {
  return {
    name,
    work: (run, { question, findings, parts, data }) =>
      run.step('ask over the bus', async (): Promise<GivenContribution> => {
        const request = {
          id: randomUUID(),
          version: 1,
          type: 'request',
          from: run.id,
          at: Date.now(),
          priority: 'normal',
          hops: 0,
          correlationId: run.id,
          body: { question, findings: [...findings], data: { work: run.id, parts, data } },
        } as const
        const outcome = await bus.request(topicOf(name), request, { timeoutMilliseconds, signal: run.signal })
        if (outcome.status === 'timed-out') throw new Error(`${name} gave no answer within ${timeoutMilliseconds} ms.`)
        const { status, data: given, note } = outcome.response.body
        if (status === 'failed') throw new Error(note)
        // Whoever sent for it looks whether it is a contribution.
        return given as GivenContribution
      }),
  }
}

const workSchema = z.object({ work: z.string(), parts: z.array(z.unknown()).default([]), data: z.unknown().optional() })

/** Serves a member to others over the bus. Work that is asked for twice (its asker was killed, the answer was lost) is one run of the engine, and done once. */
export function serveMember(bus: Bus, engine: Engine, member: Member, concurrency = 4): Promise<Subscription> {
  return answerRequests(
    bus,
    topicOf(member.name),
    { name: member.name, group: member.name, concurrency },
    async ({ body }) => {
      const { work, parts, data } = workSchema.parse(body.data)
      const assignment: Assignment = {
        question: body.question,
        findings: z.array(findingSchema).parse(body.findings),
        parts: parts as Assignment['parts'],
        data,
      }
      const workflow = { name: `member.${member.name}`, run: member.work.bind(member) }
      return (await engine.start(workflow, assignment, { key: `${member.name} ${work}` })).result()
    },
  )
}

function topicOf(name: string): string {
  return `agents.${name}`
}
