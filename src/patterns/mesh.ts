import { createHash } from 'node:crypto'
import type { Bus } from '../core/bus.ts'
import type { Run } from '../core/engine.ts'
import type { Finding } from '../core/finding.ts'
import type { GivenContribution, Member, Part } from '../core/member.ts'
import type { MessageOf } from '../core/message.ts'
import type { ConflictRule, Decision } from '../fusion/resolve-conflict.ts'
import { type AskPerson, conclude } from './conclude.ts'
import { deadline, MOST_OF_TIME } from './deadline.ts'
import { findingId } from './merge-parts.ts'
import { send } from './send.ts'

export interface MeshOptions {
  name: string
  /** Each is given what the others found anew, and may find more from it. */
  peers: readonly Member[]
  /** On which findings go out as they are made, and those of agents elsewhere come in. */
  bus?: Bus
  /** Through how many agents a finding may come until nobody reacts to it any more. */
  hopLimit?: number
  rule?: ConflictRule
  /** Asked where the rule leaves the decision to a person. */
  ask?: AskPerson
  milliseconds?: { member?: number; all?: number }
}

/** What happened in a mesh. */
export interface MeshRecord {
  pattern: 'mesh'
  /** `quiet`: nobody had anything new to say. */
  ended: 'quiet' | 'hop-limit' | 'time-limit'
  hops: { hop: number; parts: Part[]; fresh: number; fromElsewhere: number }[]
  decision: Decision
}

const HOPS = 4
const FOR_MEMBER = 60_000
const FOR_ALL = 300_000

/** The topic of the mesh of a run: agents elsewhere may publish findings there, and hear those of the peers. */
export function meshTopic(run: string): string {
  return `mesh.${run.replace(/[^A-Za-z0-9._:-]/g, '.')}`.slice(0, 200)
}

/**
 * Peers that react to each other's findings until it is quiet. It goes hop by hop: all that was found in one is told to all before the
 * next, so that who is quick does not change what is found, and a run that was killed comes to the same end.
 */
export function mesh({ name, peers, bus, hopLimit = HOPS, rule, ask, milliseconds = {} }: MeshOptions): Member {
  return {
    name,
    async work(run, assignment): Promise<GivenContribution> {
      const limit = deadline(milliseconds.all ?? FOR_ALL)
      const known = new Map(assignment.findings.map((finding) => [findingId(finding), finding]))
      const hops: MeshRecord['hops'] = []
      const ears = bus && listen(bus, meshTopic(run.id), new Set(peers.map((peer) => peer.name)))
      let fresh: Finding[] = [...assignment.findings]
      let ended: MeshRecord['ended'] = 'hop-limit'
      try {
        for (let hop = 0; hop <= hopLimit; hop++) {
          const listeners = hop === 0 ? peers : peers.filter((peer) => others(fresh, peer).length > 0)
          const parts = await Promise.all(
            listeners.map((peer) =>
              send(
                run,
                peer,
                { ...assignment, findings: others(fresh, peer) },
                {
                  key: `hop ${hop} ${peer.name}`,
                  timeoutMilliseconds: limit.share(milliseconds.member ?? FOR_MEMBER, MOST_OF_TIME),
                },
              ),
            ),
          )
          const said = parts.flatMap(({ contribution }) => contribution?.findings ?? [])
          const elsewhere = ears
            ? await run.step(`hop ${hop} over the bus`, () => ears.exchange(run, hop, newOf(said, known)))
            : []
          fresh = newOf([...said, ...elsewhere], known)
          for (const finding of fresh) known.set(findingId(finding), finding)
          hops.push({ hop, parts, fresh: fresh.length, fromElsewhere: elsewhere.length })
          if (fresh.length > 0) continue
          ended = parts.length > 0 && parts.every(({ status }) => status === 'timed-out') ? 'time-limit' : 'quiet'
          break
        }
      } finally {
        await ears?.close()
      }
      const last = lastOfEach(hops.flatMap(({ parts }) => parts))
      const { decision, ...byRule } = await conclude(run, last, rule, ask)
      const record: MeshRecord = { pattern: 'mesh', ended, hops, decision }
      return {
        ...byRule,
        summary: `${byRule.summary} The peers ended ${ENDED[ended]} after ${hops.length} hops.`,
        findings: [...known.values()].sort((a, b) => b.strength - a.strength || (findingId(a) < findingId(b) ? -1 : 1)),
        ...(ended === 'time-limit' && { isPartial: true }),
        data: record,
      }
    },
  }
}

const ENDED: Readonly<Record<MeshRecord['ended'], string>> = {
  quiet: 'quiet',
  'hop-limit': 'at the limit of hops',
  'time-limit': 'at the limit of time',
}

function others(fresh: readonly Finding[], peer: Member): Finding[] {
  return fresh.filter(({ agent }) => agent !== peer.name)
}

/** What was not known yet, each once, in an order that does not depend on who was first. */
function newOf(said: readonly Finding[], known: ReadonlyMap<string, Finding>): Finding[] {
  const fresh = new Map(said.map((finding) => [findingId(finding), finding]))
  return [...fresh]
    .filter(([id]) => !known.has(id))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, finding]) => finding)
}

/** A peer stands by the last that it said. One that failed in the end has said what it said before. */
function lastOfEach(parts: readonly Part[]): Part[] {
  const last = new Map<string, Part>()
  for (const part of parts) {
    const before = last.get(part.agent)?.contribution
    const isSilent =
      part.contribution === null ||
      (part.contribution.position === undefined && part.contribution.findings.length === 0)
    if (!before || !isSilent) last.set(part.agent, part)
  }
  return [...last.values()]
}

function listen(bus: Bus, topic: string, own: ReadonlySet<string>) {
  const heard: Finding[] = []
  const listening = bus.subscribe(topic, (message) => {
    if (message.type === 'finding' && !own.has(message.from)) heard.push(message.body.finding)
  })
  listening.catch(() => undefined)
  return {
    /** Tells what is new, and gives what agents elsewhere have told until now. A message has the same id when it is told again. */
    async exchange(run: Run, hop: number, fresh: readonly Finding[]): Promise<Finding[]> {
      await listening
      await Promise.all(fresh.map((finding) => bus.publish(topic, findingMessage(run.id, hop, finding))))
      return heard.splice(0)
    },
    async close(): Promise<void> {
      await listening.then(
        (subscription) => subscription.end(),
        () => undefined,
      )
    },
  }
}

function findingMessage(run: string, hops: number, finding: Finding): MessageOf<'finding'> {
  const id = createHash('sha256')
    .update(`${run}\0${findingId(finding)}`)
    .digest('hex')
  return {
    id,
    version: 1,
    type: 'finding',
    from: finding.agent,
    at: Date.now(),
    priority: 'normal',
    correlationId: run,
    hops,
    body: { finding },
  }
}
