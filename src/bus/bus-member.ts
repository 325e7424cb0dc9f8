import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Bus, Subscription } from '../core/bus.ts'
import type { Engine } from '../core/engine.ts'
import { findingSchema } from '../core/finding.ts'
import type { Assignment, GivenContribution, Member } from '../core/member.ts'
import type { MessageOf } from '../core/message.ts'
import { stepTraceparent } from '../telemetry/trace-ids.ts'
import { answerRequests } from './request.ts'

const TIMEOUT = 300_000
/** How often who works says that it lives. */
const BEAT = 2_000
/** The step in which another process is asked. */
const ASK = 'ask over the bus'

export interface AskOptions {
  /** Asking again with one name of the work gives the same answer, from one run. */
  work: string
  timeoutMilliseconds?: number
  signal?: AbortSignal
  /** W3C trace context of what asks. */
  traceparent?: string
  /** Called whenever it is heard of. */
  onBeat?(): void
}

/** Has the agent of that name elsewhere do the work. Throws what it says when it failed, and when it does not answer. */
export async function askOverBus(
  bus: Bus,
  name: string,
  { question, findings, parts, data }: Assignment,
  { work, timeoutMilliseconds = TIMEOUT, signal, traceparent, onBeat }: AskOptions,
): Promise<GivenContribution> {
  const request: MessageOf<'request'> = {
    ...about(work),
    type: 'request',
    correlationId: work,
    ...(traceparent !== undefined && { traceparent }),
    body: { question, findings: [...findings], data: { work, parts, data } },
  }
  const beats =
    onBeat &&
    (await bus.subscribe(beatsOf(name), (message) => {
      if (message.type === 'status' && message.correlationId === work) onBeat()
    }))
  try {
    const outcome = await bus.request(topicOf(name), request, { timeoutMilliseconds, ...(signal && { signal }) })
    if (outcome.status === 'timed-out') throw new Error(`${name} gave no answer within ${timeoutMilliseconds} ms.`)
    const { status, data: given, note } = outcome.response.body
    if (status === 'failed') throw new Error(note)
    // Whoever sent for it looks whether it is a contribution.
    return given as GivenContribution
  } finally {
    await beats?.end()
  }
}

/** A member in another process: it is asked over the bus, on the topic `agents.NAME`. */
export function busMember(bus: Bus, name: string, timeoutMilliseconds = TIMEOUT): Member {
  return {
    name,
    work: (run, assignment) =>
      run.step(ASK, () =>
        askOverBus(bus, name, assignment, {
          work: run.id,
          timeoutMilliseconds,
          signal: run.signal,
          traceparent: stepTraceparent(run, ASK),
        }),
      ),
  }
}

const workSchema = z.object({ work: z.string(), parts: z.array(z.unknown()).default([]), data: z.unknown().optional() })

export interface ServeOptions {
  concurrency?: number
  beatMilliseconds?: number
}

/**
 * Serves a member to others over the bus, and says that it lives while it works. Work that is asked for twice (its asker was killed, the answer was
 * lost) is one run of the engine, and done once.
 */
export function serveMember(
  bus: Bus,
  engine: Engine,
  member: Member,
  { concurrency = 4, beatMilliseconds = BEAT }: ServeOptions = {},
): Promise<Subscription> {
  const options = { name: member.name, group: member.name, concurrency }
  return answerRequests(bus, topicOf(member.name), options, async ({ body, traceparent }) => {
    const { work, parts, data } = workSchema.parse(body.data)
    const assignment: Assignment = {
      question: body.question,
      findings: z.array(findingSchema).parse(body.findings),
      parts: parts as Assignment['parts'],
      data,
    }
    const beat = () =>
      bus
        .publish(beatsOf(member.name), {
          ...about(member.name),
          type: 'status',
          correlationId: work,
          body: { agent: member.name, state: 'busy', note: '' },
        })
        .catch(() => undefined)
    const beating = setInterval(beat, beatMilliseconds)
    try {
      const workflow = { name: `member.${member.name}`, run: member.work.bind(member) }
      return await (
        await engine.start(workflow, assignment, {
          key: `${member.name} ${work}`,
          ...(traceparent !== undefined && { traceparent }),
        })
      ).result()
    } finally {
      clearInterval(beating)
    }
  })
}

function about(from: string) {
  return { id: randomUUID(), version: 1, from, at: Date.now(), priority: 'normal', hops: 0 } as const
}

function topicOf(name: string): string {
  return `agents.${name}`
}

function beatsOf(name: string): string {
  return `beats.${name}`
}
