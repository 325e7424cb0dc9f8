import { z } from 'zod'
import { WatchfloorFault } from '../core/fault.ts'
import { type Message, messageSchema } from '../core/message.ts'

/** Names of topics and groups: what every medium can keep. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/

/** Throws a fault `invalid-input` for a message that does not fit its schema. */
export function checkMessage(message: Message): Message {
  const read = messageSchema.safeParse(message)
  if (read.success) return read.data
  throw new WatchfloorFault('invalid-input', `That is no message: ${z.prettifyError(read.error).slice(0, 500)}`)
}

/** Throws a fault `invalid-input` for what is no name of a topic or a group. */
export function checkName(name: string): string {
  if (NAME.test(name)) return name
  throw new WatchfloorFault('invalid-input', `"${name}" is no name of a topic or group.`, {
    hint: 'Letters, digits, and . _ : - after the first; at most 200.',
  })
}
