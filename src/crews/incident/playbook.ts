import { faultFamily } from '../../core/fault-taxonomy.ts'
import { own } from '../../core/own.ts'
import { CAUSES } from './cause-playbooks.ts'
import { FAMILIES, type Playbook } from './family-playbooks.ts'
import { describePods, readLogs } from './playbook-steps.ts'

const GENERAL: Playbook = {
  steps: [readLogs, describePods],
  prevention: [],
  recovery: [15, 90],
  recoveryBasis: 'the cause is not named, so the time to find it is in this as well',
}

/** The playbook of a cause: its own parts first, then those of its family. */
export function playbookFor(cause: string): Playbook {
  const family = faultFamily(cause)
  return { ...(family ? FAMILIES[family] : GENERAL), ...own(CAUSES, cause) }
}
