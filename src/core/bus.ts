import type { Message, MessageOf } from './message.ts'

export interface SubscribeOptions {
  /**
   * Of the members of a group each message goes to one, and again to another where that one did not take it; a group outlives its members and
   * keeps what comes while none is there. Without a group a subscriber gets every message from now on.
   */
  group?: string
  /** How many messages are handled at once. 1 where not given: one after the other, more urgent ones first. */
  concurrency?: number
}

/** Takes a message; to reject is not to take it: in a group it comes again, a few times. */
export type MessageHandler = (message: Message) => Promise<void> | void

export interface RequestOptions {
  timeoutMilliseconds: number
  signal?: AbortSignal
}

export type RequestOutcome = { status: 'answered'; response: MessageOf<'response'> } | { status: 'timed-out' }

export interface Subscription {
  /** Stops, once what is under way is done. */
  end(): Promise<void>
}

/**
 * Messages between agents. A message that was published is delivered at least once to whom it is for; one that came twice, by its id, is handed on once.
 * Within one priority they come in the order of publishing.
 */
export interface Bus {
  /** Resolves when the message is kept. Rejects with a fault `invalid-input` for one that does not fit its schema, `unavailable` where it could not be kept. */
  publish(topic: string, message: Message): Promise<void>
  /** Resolves when nothing published from now on is missed. */
  subscribe(topic: string, handler: MessageHandler, options?: SubscribeOptions): Promise<Subscription>
  /** Publishes the request and waits for the first answer. Rejects only with the reason of the signal, and as `publish` does. */
  request(topic: string, request: MessageOf<'request'>, options: RequestOptions): Promise<RequestOutcome>
  close(): Promise<void>
}
