import type { Action, Analysis } from '../../core/analysis.ts'
import type { OperationKind } from '../../core/operation.ts'

/** The first remediation that Watchfloor can carry out itself. Nothing is done to a guess: only a root cause has a remedy. */
export function firstRemediation({ verdict, actions }: Analysis, kind?: OperationKind): Action | undefined {
  return verdict === 'root-cause'
    ? actions.find(({ operation }) => operation !== undefined && (kind === undefined || operation.kind === kind))
    : undefined
}
