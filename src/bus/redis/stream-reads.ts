import type { Client } from './redis-connection.ts'

/** Milliseconds that a read waits for something to come. */
export const BLOCK = 1_000

export type Entry = { id: string; message: Record<string, string> }

/** What a read brings, and how to say of one that it is done. */
export interface Read {
  /** At most so many. */
  next(room: number): Promise<{ entry: Entry; done?: () => void }[]>
  /** Ends a read that waits, without losing what it is given meanwhile. */
  stop?(): Promise<unknown>
  /** Hands back what was taken and not done. */
  end?(): Promise<unknown>
}

/** Everything from now on. */
export async function fromNow(client: Client, streams: readonly string[]): Promise<Read> {
  const at = new Map<string, string>()
  for (const stream of streams) {
    const last = await client.xRevRange(stream, '+', '-', { COUNT: 1 })
    at.set(stream, last?.[0]?.id ?? '0-0')
  }
  return {
    async next(room) {
      const wanted = streams.map((key) => ({ key, id: at.get(key) ?? '0-0' }))
      const brought = entriesOf(await client.xRead(wanted, { BLOCK, COUNT: room }))
      for (const { stream, entry } of brought) at.set(stream, entry.id)
      return brought.map(({ entry }) => ({ entry }))
    },
  }
}

export function entriesOf(reply: unknown): { stream: string; entry: Entry }[] {
  const streams = (reply ?? []) as { name: string; messages: Entry[] }[]
  return streams.flatMap(({ name, messages }) => messages.map((entry) => ({ stream: name, entry })))
}
