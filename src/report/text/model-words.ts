import type { Analysis } from '../../core/analysis.ts'

type ModelPart = NonNullable<Analysis['model']>

/** `anthropic:claude-…, 1 call, 1,240 tokens in, 210 out, $0.0046`. */
export function spendWords({
  name,
  calls,
  inputTokens,
  outputTokens,
  dollars,
}: Pick<ModelPart, 'name' | 'calls' | 'inputTokens' | 'outputTokens' | 'dollars'>): string {
  const count = (number: number) => number.toLocaleString('en-US')
  const cost = dollars === null ? 'price not listed' : `$${dollars.toFixed(4)}`
  return `${name}, ${calls} ${calls === 1 ? 'call' : 'calls'}, ${count(inputTokens)} tokens in, ${count(outputTokens)} out, ${cost}`
}

/** Where the model put the hypotheses in another order than code had, and whether that was taken over. */
export function reorderWords({ reordered, reorderApplied, fused }: ModelPart): string | undefined {
  const [first] = reordered
  const [before] = fused
  if (!first || !before || (first.component === before.component && first.cause === before.cause)) return undefined
  const [theirs, ours] = [`${first.component} (${first.cause})`, `${before.component} (${before.cause})`]
  return reorderApplied
    ? `The model ranks ${theirs} first, the rules ranked ${ours} first: ${first.reason}`
    : `The model would rank ${theirs} first (${first.reason}). The rules find too little for it, and it stays where it was.`
}
