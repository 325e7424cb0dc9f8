import { z } from 'zod'
import { findingSchema } from './finding.ts'

export const MESSAGE_PRIORITIES = ['urgent', 'normal', 'low'] as const
export type MessagePriority = (typeof MESSAGE_PRIORITIES)[number]

/** What agents say to each other. A body keeps its form once published; another form is another version. */
const bodies = {
  /** A claim with its strength and citations: whoever uses it knows how sure it is, and whence. */
  finding: z.object({ finding: findingSchema }),
  request: z.object({
    question: z.string(),
    findings: z.array(findingSchema).default([]),
    data: z.unknown().optional(),
  }),
  response: z.object({
    status: z.enum(['answered', 'failed']),
    data: z.unknown().optional(),
    note: z.string().default(''),
  }),
  notification: z.object({ text: z.string() }),
  approval: z.object({ approval: z.string(), title: z.string(), decision: z.enum(['asked', 'approved', 'rejected']) }),
  status: z.object({ agent: z.string(), state: z.enum(['idle', 'busy', 'failed']), note: z.string().default('') }),
} as const

const envelope = {
  /** Unique: a message that comes twice is known by it. */
  id: z.string().min(1),
  version: z.literal(1),
  from: z.string().min(1),
  /** Milliseconds since the epoch. */
  at: z.number(),
  priority: z.enum(MESSAGE_PRIORITIES).default('normal'),
  /** What belongs together: the run, the request that is answered. */
  correlationId: z.string().optional(),
  /** The topic on which an answer is awaited. */
  replyTo: z.string().optional(),
  /** W3C trace context of what it was sent from. One that is broken costs its trace, not the message. */
  traceparent: z
    .string()
    .regex(/^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}/)
    .max(200)
    .optional()
    .catch(undefined),
  /** How many agents it has come through. */
  hops: z.number().int().min(0).default(0),
}

export const messageSchema = z.discriminatedUnion('type', [
  z.object({ ...envelope, type: z.literal('finding'), body: bodies.finding }),
  z.object({ ...envelope, type: z.literal('request'), body: bodies.request }),
  z.object({ ...envelope, type: z.literal('response'), body: bodies.response }),
  z.object({ ...envelope, type: z.literal('notification'), body: bodies.notification }),
  z.object({ ...envelope, type: z.literal('approval'), body: bodies.approval }),
  z.object({ ...envelope, type: z.literal('status'), body: bodies.status }),
])
export type Message = z.infer<typeof messageSchema>
export type MessageType = Message['type']
export type MessageOf<T extends MessageType> = Extract<Message, { type: T }>
