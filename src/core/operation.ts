import { z } from 'zod'

/** What may change the world. Whatever any crew wants changed is one of these, and passes the one gate. */

const workloadSchema = z.object({
  /** A context of the kubeconfig; the executor's own where not given. */
  context: z.string().optional(),
  namespace: z.string(),
  deployment: z.string(),
})

export const operationSchema = z.discriminatedUnion('kind', [
  /** To the revision given, else to the one before the present. */
  z.object({
    kind: z.literal('roll-back'),
    target: workloadSchema,
    toRevision: z.number().int().positive().optional(),
  }),
  /** To a number of replicas, or by a difference from what there is. */
  z.object({
    kind: z.literal('scale'),
    target: workloadSchema,
    replicas: z.number().int().min(0).max(10_000).optional(),
    by: z.number().int().min(-1000).max(1000).optional(),
  }),
  z.object({ kind: z.literal('restart'), target: workloadSchema }),
  /** Takes back one commit on a branch by a new commit; on the branch's remote where it has one. */
  z.object({
    kind: z.literal('revert-commit'),
    /** Absolute path of a checkout. */
    repository: z.string(),
    commit: z.string(),
    /** The branch that is checked out where not given. */
    branch: z.string().optional(),
  }),
])
export type Operation = z.infer<typeof operationSchema>
export const OPERATION_KINDS = [
  'roll-back',
  'scale',
  'restart',
  'revert-commit',
] as const satisfies readonly Operation['kind'][]
export type OperationKind = Operation['kind']
export type Workload = z.infer<typeof workloadSchema>

export const RISKS = ['none', 'low', 'medium', 'high'] as const
export type Risk = (typeof RISKS)[number]

/** An operation made explicit by looking at what is there: exactly this is approved, done, recognised and undone. */
export const preparedSchema = z.object({
  executor: z.string(),
  /** Nothing left to choose. */
  operation: operationSchema,
  /** What it changes, for policies: `namespace/deployment` or the path of a checkout. */
  subject: z.string(),
  /** One sentence: what is there now, and what it will be. */
  summary: z.string(),
  /** The commands that will be run, as argument lists; what is only known then stands in angle brackets. */
  commands: z.array(z.array(z.string())),
  /** What must still be so when it is done. If it is not, the operation is prepared and asked for anew. */
  precondition: z.record(z.string(), z.string()),
  verify: z.string(),
  /** How it would be undone; absent where it cannot be. */
  undo: operationSchema.optional(),
  /** How long it and its verification may take. */
  estimatedSeconds: z.number(),
})
export type Prepared = z.infer<typeof preparedSchema>

export type Preparation = { status: 'prepared'; prepared: Prepared } | { status: 'refused'; reason: string }

/** `unknown`: it cannot be told whether it took effect; a person has to look. */
export type Effect = { status: 'done' | 'not-done' | 'unknown'; detail: string; undo?: Operation }

export interface Verification {
  holds: boolean
  detail: string
}

/**
 * Performs operations of some kinds. `mark` names one action uniquely and is written in the same change as its effect, so
 * that the executor recognises its own finished work after a crash. On abort it ends what it has running and rejects.
 */
export interface Executor {
  readonly name: string
  handles(operation: Operation): boolean
  /** Looks and changes nothing. */
  prepare(operation: Operation, signal: AbortSignal): Promise<Preparation>
  /** Whether the action with this mark has taken effect. */
  recognise(prepared: Prepared, mark: string, signal: AbortSignal): Promise<Effect>
  perform(prepared: Prepared, mark: string, signal: AbortSignal): Promise<Effect>
  /** Reads back until what was wanted is there, or the time for it is over. */
  verify(prepared: Prepared, mark: string, signal: AbortSignal): Promise<Verification>
}
