import type { Engine } from '../core/engine.ts'
import type { Finding } from '../core/finding.ts'
import { type Assignment, type Contribution, contributionSchema, type Member } from '../core/member.ts'
import { tracedMemoryEngine } from './traced-engine.ts'

export interface RunMemberOptions {
  /** What the crew works on, as plain data. */
  data?: unknown
  /** What is known already. */
  findings?: readonly Finding[]
  /** Without one the run is kept in memory. */
  engine?: Engine
  /** Asking twice with one key gives one run: after a crash it goes on where it was. */
  key?: string
}

/** Runs a member, alone: an analyst, an agent, a whole pattern. Rejects with what it throws, and with a fault where the run was cancelled. */
export async function runMember(
  member: Member,
  question: string,
  { data, findings = [], engine, key }: RunMemberOptions = {},
): Promise<Contribution> {
  const own = engine ?? (await tracedMemoryEngine())
  try {
    const assignment: Assignment = { question, findings, parts: [], ...(data !== undefined && { data }) }
    const handle = await own.start(
      { name: `member.${member.name}`, run: (live, given: Assignment) => member.work(live, given) },
      assignment,
      { title: question.slice(0, 120), ...(key !== undefined && { key }) },
    )
    return contributionSchema.parse(await handle.result())
  } finally {
    if (!engine) await own.close()
  }
}
