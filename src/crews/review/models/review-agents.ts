import type { AgentDefinition } from '../../../core/agent.ts'
import type { Problem } from '../../../core/analysis.ts'
import type { Run } from '../../../core/engine.ts'
import { messageOf, WatchfloorFault } from '../../../core/fault.ts'
import type { TaskType } from '../../../core/model.ts'
import { REVIEWERS, type Reviewer, type ReviewSource } from '../../../core/review.ts'
import type { OpenedReview } from '../open-review.ts'

/** The agent that reasons over what a reviewer has found. */
export const AGENT_OF: Readonly<Record<Reviewer, string>> = {
  security: 'security-reviewer',
  performance: 'performance-reviewer',
  style: 'style-reviewer',
  tests: 'test-reviewer',
  documentation: 'documentation-reviewer',
}

/** Reads the file of an agent; `name` counts where it has none. */
export type ReadAgent = (text: string, name: string) => { agent: AgentDefinition } | { problem: string }

const AGENT_FILE = /^\.(?:claude|watchfloor)\/agents\/([^/]+)\.md$/
const MOST_FILES = 50

/**
 * The reviewers that the project brings along, as they stood before the change: whoever sends a change does not choose who judges it.
 * Where the paths of the tree are not known, a name that was asked for is looked up, and what the change touches.
 */
async function projectAgents(
  { change, paths = [], atBase }: Pick<ReviewSource, 'change' | 'paths' | 'atBase'>,
  asked: readonly string[],
  readAgent: ReadAgent,
): Promise<FoundAgents> {
  const touched = change.files.flatMap(({ path, oldPath }) => (oldPath === undefined ? [path] : [path, oldPath]))
  const named = asked.filter((name) => /^[a-z0-9-]+$/.test(name)).map((name) => `.watchfloor/agents/${name}.md`)
  const files = [...new Set([...paths, ...touched, ...named])].filter((path) => AGENT_FILE.test(path)).sort()
  const found = new Map<string, AgentDefinition>()
  const problems: Problem[] = []
  for (const path of files.slice(0, MOST_FILES)) {
    const read = await readAtBase(path, atBase, readAgent)
    if (read === undefined) continue
    if ('problem' in read) problems.push(brokenAgent(path, read.problem))
    else if (read.agent.crew === 'review') found.set(read.agent.name, read.agent)
  }
  return { agents: [...found.values()], problems }
}

async function readAtBase(path: string, atBase: ReviewSource['atBase'], readAgent: ReadAgent) {
  try {
    const text = await atBase(path)
    return text === undefined ? undefined : readAgent(text, AGENT_FILE.exec(path)?.[1] ?? '')
  } catch (thrown) {
    return { problem: `cannot be read: ${messageOf(thrown)}` }
  }
}

function brokenAgent(path: string, problem: string): Problem {
  return {
    code: 'broken-agent',
    source: path,
    message: `${path} ${problem}, so this agent is left out.`,
    hint: '`watchfloor agents check` says what is wrong with files of agents.',
  }
}

export interface FoundAgents {
  agents: AgentDefinition[]
  problems: Problem[]
}

/** The agents as their files have them now (also for a resumed run): the project's over the user's over the package's. */
export function findAgents(
  run: Run,
  { agents: known, readAgent }: { agents(): Promise<AgentDefinition[]>; readAgent: ReadAgent },
  asked: readonly string[],
  opened: () => Promise<OpenedReview>,
): Promise<FoundAgents> {
  return run.step('read the agents', async () => {
    const { agents: own, problems } = await projectAgents((await opened()).source, asked, readAgent)
    const byName = new Map([...(await known()), ...own].map((agent) => [agent.name, agent]))
    return { agents: [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), problems }
  })
}

/** Throws a fault `usage` for a name that nobody has; the user's own have one only with a model. */
export function checkNames(only: readonly string[], model: string, agents: readonly AgentDefinition[]): void {
  const known = [...REVIEWERS, ...ownNames(agents)]
  const strange = only.find((name) => !known.includes(name))
  if (strange === undefined) return
  throw new WatchfloorFault('usage', `--agents: no reviewer is named "${strange}".`, {
    hint: `Known: ${known.join(', ')}.${model === 'none' ? ' Those of your own work with a model only: --model NAME.' : ''}`,
  })
}

/** One agent at work, and whose findings it judges; one of the user's own judges all. */
export interface SentAgent {
  agent: AgentDefinition
  reviewer: Reviewer | undefined
}

/** Who is sent: the agents of the chosen reviewers, and those of the user's own that were asked for, all where nobody was. */
export function agentsToSend(agents: readonly AgentDefinition[], only: readonly string[]): SentAgent[] {
  const isChosen = (name: string) => only.length === 0 || only.includes(name)
  const ours = REVIEWERS.filter(isChosen).flatMap((reviewer): SentAgent[] => {
    const agent = agents.find(({ name }) => name === AGENT_OF[reviewer])
    return agent === undefined ? [] : [{ agent, reviewer }]
  })
  const own = agents.filter(({ name }) => isOwn(name) && isChosen(name))
  return [...ours, ...own.map((agent) => ({ agent, reviewer: undefined }))]
}

function ownNames(agents: readonly AgentDefinition[]): string[] {
  return agents.map(({ name }) => name).filter(isOwn)
}

function isOwn(name: string): boolean {
  return !Object.values(AGENT_OF).includes(name) && !(REVIEWERS as readonly string[]).includes(name)
}

/** Whose matter the findings of a user's own agent are, by the kind of work that its file names. */
const MATTER: Readonly<Partial<Record<TaskType, Reviewer>>> = {
  'security-audit': 'security',
  'infrastructure-code': 'security',
  'metric-correlation': 'performance',
  documentation: 'documentation',
}

export function matterOf({ agent, reviewer }: SentAgent): Reviewer {
  return reviewer ?? MATTER[agent.task ?? 'code-review'] ?? 'style'
}
