import { z } from 'zod'

export const LIMIT = z.coerce.number().int().min(1).max(1_000).default(50)
export const time = z.number().describe('milliseconds since the epoch')
export const oneRun = z.object({ id: z.string().min(1).max(200) })
