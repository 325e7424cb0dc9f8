import { loadPolicy, policyPath } from '../app/load-policy.ts'
import { visibleText } from '../report/text/visible-text.ts'
import type { Output } from './output.ts'

/** `watchfloor policy check`: whether a policy can be used, and what it comes to. Throws a fault where it cannot. */
export async function checkPolicy(path: string | undefined, { json, out }: Output): Promise<number> {
  const file = path ?? policyPath(process.env)
  const policy = await loadPolicy(file)
  if (json) out.write(`${JSON.stringify({ path: file, policy })}\n`)
  else if (policy.rules.length === 0) out.write(`${visibleText(file)}: no rules, so everything is read-only.\n`)
  else {
    out.write(
      `${visibleText(file)} is in order: ${policy.rules.length} rules, ${policy.limits.length} limits, ${policy.changeWindows.length} change windows.\n`,
    )
    for (const { name, decision } of policy.rules)
      out.write(`  ${decision.toUpperCase().padEnd(6)}${visibleText(name)}\n`)
    out.write('What no rule speaks of is denied; where several speak, the strictest counts.\n')
  }
  return 0
}
