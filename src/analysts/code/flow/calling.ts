import type { CallExpression, Expression } from '../program.ts'
import type { Arguments } from './machine.ts'
import { joinTaints, type Taint } from './taint.ts'
import { allTaints, prefixOf, UNKNOWN, type Value } from './value.ts'

/** A call once it is known whom it calls with what. */
export interface Calling {
  call: CallExpression
  /** Qualified name of what is called. */
  name: string
  /** The last segment of how it is written. */
  method: string
  receiver: Value | undefined
  receiverWritten: Expression | undefined
  target: Value
  args: Arguments
}

export function inputTaints({ receiver, args }: Calling): readonly Taint[] {
  let taints: readonly Taint[] = receiver === undefined ? [] : allTaints(receiver)
  for (const value of [...args.positional, ...args.named.values(), args.spread ?? UNKNOWN])
    if (value.function === undefined) taints = joinTaints(taints, allTaints(value))
  return taints
}

/** What is made of one text begins as that does. */
export function onlyPrefix({ positional }: Arguments): { prefix: string } | undefined {
  const [only] = positional
  const prefix = only === undefined || positional.length !== 1 ? '' : prefixOf(only)
  return prefix === '' ? undefined : { prefix }
}

/** Whether the text inside was put together. */
export function builtOf({ args, receiver }: Calling): { isBuilt: true } | undefined {
  return receiver?.isBuilt || args.positional.some(({ isBuilt }) => isBuilt) ? { isBuilt: true } : undefined
}
