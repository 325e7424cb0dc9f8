import type { Finding } from '../core/finding.ts'

type Basis = NonNullable<Finding['basis']>[number]

/** A finding that builds on others: it carries them with it, and is no surer than the surest of them. */
export function deriveFinding(finding: Omit<Finding, 'basis'>, from: readonly Finding[]): Finding {
  const basis = from.map(({ agent, summary, strength, citations }): Basis => ({ agent, summary, strength, citations }))
  if (basis.length === 0) return finding
  const most = Math.max(...basis.map(({ strength }) => strength))
  return { ...finding, strength: Math.min(finding.strength, most), basis }
}

/**
 * The finding as it may be passed on: what it claims to build on must be among what its agent was told, as it was told, else that is
 * struck out. A finding that builds on something is no surer than that. One that is left with neither basis nor citation is no finding.
 */
export function holdToBasis(finding: Finding, told: readonly Finding[]): { finding?: Finding; struck: number } {
  const { basis: claimed, ...own } = finding
  if (claimed === undefined) return { finding, struck: 0 }
  const held = told.filter((one) => claimed.some((other) => other.agent === one.agent && other.summary === one.summary))
  const struck = claimed.length - Math.min(claimed.length, held.length)
  if (held.length === 0 && own.citations.length === 0) return { struck: struck + 1 }
  return { finding: deriveFinding(own, held), struck }
}
