import { stringify } from 'yaml'
import type { GivenEvidence } from '../core/given-evidence.ts'
import type { SourceAddress } from '../core/source.ts'
import { createMasker } from '../safety/masker.ts'
import { writeBundle } from './collect-evidence.ts'
import type { LiveSources } from './live-sources.ts'
import { maskEvidence } from './mask-evidence.ts'

/** The same without credentials and personal data; its id stays, since it is asked for by that. */
export async function maskGiven(given: GivenEvidence): Promise<GivenEvidence> {
  const masker = createMasker(given.services)
  const evidence: GivenEvidence['evidence'] = []
  for (const { path, text } of given.evidence) evidence.push({ path, text: await maskEvidence(masker, text) })
  return { ...given, title: masker.mask(given.title), evidence }
}

const HOUR = 3_600_000

/** What the incident is compared with, as for alerts. */
function hourBefore(startedAt: string): { from: string; to: string } {
  return { from: new Date(Date.parse(startedAt) - HOUR).toISOString(), to: startedAt }
}

/**
 * Writes evidence that was handed over, and is masked, as an incident bundle: whole or not at all. The checkouts and runbooks that the
 * service always has at hand count as well; live sources are not asked. Throws a fault `write-failed`.
 */
export async function keepEvidence(
  id: string,
  { title, startedAt, namespace, services, evidence }: GivenEvidence,
  { repositories, runbooks }: Pick<LiveSources, 'repositories' | 'runbooks'>,
  bundle: string,
): Promise<SourceAddress> {
  const hasRunbooks = evidence.some(({ path }) => path.startsWith('runbooks/'))
  const manifest = {
    id,
    title,
    ...(startedAt !== undefined && { startedAt, baseline: hourBefore(startedAt) }),
    ...(namespace !== undefined && { namespace }),
    services,
    // Paths that are named are read instead of the folder, so that it is named too.
    ...(runbooks !== undefined && {
      sources: { runbooks: [`${runbooks}/**/*.md`, ...(hasRunbooks ? ['runbooks/**/*'] : [])] },
    }),
  }
  await writeBundle(bundle, [
    ['incident.yaml', stringify(manifest)],
    ...evidence.map(({ path, text }): [string, string] => [path, text]),
  ])
  return { path: bundle, trustSources: runbooks !== undefined, repositories }
}
