import { z } from 'zod'
import { EVIDENCE_KINDS } from './evidence.ts'

/** How many files may be handed over at once. */
export const MOST_GIVEN_FILES = 50
const DEEPEST = 6

/** A name that every file system takes and that is not left out when evidence is listed. */
const NAME = /^(?!\.)[\w.@+=, -]{0,99}[\w@+=-]$/

/**
 * Whether a path may name a file of an incident bundle: relative, with `/`, below the folder of a kind of evidence (`logs/app.jsonl`), and of
 * plain names only.
 */
export function isEvidencePath(path: string): boolean {
  const [kind, ...names] = path.split('/')
  return (
    EVIDENCE_KINDS.some((known) => known === kind) &&
    names.length > 0 &&
    names.length < DEEPEST &&
    names.every((name) => NAME.test(name) && name !== 'node_modules')
  )
}

/** A path that is there twice, or is a file and a folder at once; also where file systems do not tell capitals apart. */
export function clashOf(paths: readonly string[]): string | undefined {
  const seen = new Set<string>()
  const folders = new Set<string>()
  for (const path of paths) {
    const own = path.toLowerCase()
    const above = [...own.matchAll(/\//g)].map(({ index }) => own.slice(0, index))
    if (seen.has(own) || folders.has(own) || above.some((folder) => seen.has(folder))) return path
    seen.add(own)
    for (const folder of above) folders.add(folder)
  }
  return undefined
}

const file = z.strictObject({
  path: z
    .string()
    .max(300)
    .refine(isEvidencePath, {
      error: `must be a relative path of plain names below one of ${EVIDENCE_KINDS.join(', ')}, such as logs/app.jsonl`,
    })
    .describe('inside an incident bundle, such as logs/app.jsonl'),
  text: z.string(),
})

/** An incident with its evidence, handed over by whoever has gathered it. */
export const givenEvidenceSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][\w.:/-]{0,199}$/, 'must be at most 200 letters, digits and any of . _ : / -')
    .optional()
    .describe('names the incident; the same id again gives the same run'),
  title: z.string().min(1).max(200),
  startedAt: z.iso.datetime({ offset: true }).optional(),
  namespace: z.string().min(1).max(200).optional(),
  services: z.array(z.string().min(1).max(200)).max(50).default([]),
  evidence: z
    .array(file)
    .max(MOST_GIVEN_FILES)
    .superRefine((files, context) => {
      const clash = clashOf(files.map(({ path }) => path))
      if (clash !== undefined)
        context.addIssue({ code: 'custom', message: `${clash} is there twice, or is a file and a folder at once` })
    }),
})
export type GivenEvidence = z.infer<typeof givenEvidenceSchema>
