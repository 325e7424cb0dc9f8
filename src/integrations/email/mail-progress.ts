import { z } from 'zod'

/** What has become of a mail, by the addresses of its recipients. Those that are in neither list are still to get it. */
const mailProgressSchema = z.object({
  reached: z.array(z.string()),
  /** Those that the mail server will never take it for. */
  refused: z.array(z.string()),
})
export type MailProgress = z.infer<typeof mailProgressSchema>

/** Nothing yet where nothing was kept, or what cannot be read. */
export function readMailProgress(kept: unknown): MailProgress {
  const { data } = mailProgressSchema.safeParse(kept)
  return data ?? { reached: [], refused: [] }
}

export function leftOf({ reached, refused }: MailProgress, recipients: readonly string[]): string[] {
  const done = new Set([...reached, ...refused])
  return recipients.filter((address) => !done.has(address))
}
