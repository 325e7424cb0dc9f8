import { rememberedBy } from '../../../core/remember.ts'
import { namesBoundBy } from '../parts-of-node.ts'
import type { Expression, Pattern, Statement } from '../program.ts'

/** The names of variables that some of these statements set; not those inside of functions. */
export const assignedIn = rememberedBy((body: readonly Statement[]): ReadonlySet<string> => {
  const names = new Set<string>()
  collect(body, names)
  return names
})

/** Anything of the program form: its parts are found by looking, so that a new kind of statement needs no line here. */
function collect(body: readonly Statement[], names: Set<string>): void {
  const left: unknown[] = [body]
  while (left.length > 0) {
    const part = left.pop()
    if (typeof part !== 'object' || part === null) continue
    if (Array.isArray(part)) {
      for (const one of part) left.push(one)
      continue
    }
    const { kind } = part as { kind?: unknown }
    if (kind === 'function' || kind === 'class') continue
    if (kind === 'assign' || kind === 'declare' || kind === 'for-each')
      for (const name of namesBoundBy((part as { target: Pattern }).target)) names.add(name)
    // Steps such as `i++` may come as a call or unary of a name: whatever is not sure is taken as set.
    if (kind === 'other') for (const one of (part as { parts: Expression[] }).parts) nameOf(one, names)
    for (const key in part) {
      const one = (part as Record<string, unknown>)[key]
      // Bodies are asked for by themselves, too: remembered, loops in loops are gone through once.
      if (key === 'body' && Array.isArray(one)) for (const name of assignedIn(one)) names.add(name)
      else if (key !== 'at') left.push(one)
    }
  }
}

function nameOf(expression: Expression, names: Set<string>): void {
  if (expression.kind === 'name') names.add(expression.name)
}
