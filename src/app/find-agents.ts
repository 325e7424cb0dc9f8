import { readdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  AGENT_ORIGINS,
  type AgentDefinition,
  type AgentOrigin,
  type BrokenAgent,
  type FoundAgent,
} from '../core/agent.ts'
import { messageOf } from '../core/fault.ts'
import { parseAgentFile } from '../formats/agent-file.ts'

export interface Agents {
  /** By name; of several files with one name the last counts. */
  agents: FoundAgent[]
  broken: BrokenAgent[]
}

const PACKAGE = fileURLToPath(new URL('../../agents', import.meta.url))

/** The package's agents, then the user's, then the project's: ours and those of Claude Code, agents and skills that fork. */
export function findAgents(project = process.cwd(), home = homedir()): Promise<Agents> {
  return readFolders({ ...ownFolders(home), project: foldersIn(project) }, () => true)
}

/** Those that are not of the review crew, of which none takes the place of one of these. */
export async function incidentAgents(project = process.cwd(), home = homedir()): Promise<AgentDefinition[]> {
  const folders = { ...ownFolders(home), project: foldersIn(project) }
  return definitionsOf(await readFolders(folders, ({ crew }) => crew !== 'review'))
}

/** Those of the review crew, of the package and the user: the current folder may be the very change that they are to judge. */
export async function reviewAgents(home = homedir()): Promise<AgentDefinition[]> {
  return definitionsOf(await readFolders({ ...ownFolders(home), project: [] }, ({ crew }) => crew === 'review'))
}

function definitionsOf({ agents }: Agents): AgentDefinition[] {
  return agents.map(({ origin, path, notes, ...agent }) => agent)
}

function ownFolders(home: string) {
  return { package: [PACKAGE], user: foldersIn(home) }
}

function foldersIn(root: string): string[] {
  return [join(root, '.claude'), join(root, '.watchfloor')]
}

/** An agent that is not wanted replaces none of the same name. */
async function readFolders(
  folders: Record<AgentOrigin, string[]>,
  isWanted: (agent: AgentDefinition) => boolean,
): Promise<Agents> {
  const found = new Map<string, FoundAgent>()
  const broken: BrokenAgent[] = []
  for (const origin of AGENT_ORIGINS)
    for (const folder of folders[origin]) {
      const paths =
        origin === 'package'
          ? await agentFiles(folder)
          : [...(await agentFiles(join(folder, 'agents'))), ...(await skillFiles(join(folder, 'skills')))]
      for (const path of paths) {
        const read = await readAgent(path)
        if ('problem' in read) broken.push({ origin, path, problem: read.problem })
        // A skill that does not fork is knowledge for another agent, and no agent itself.
        else if (isWanted(read.agent) && (basename(path) !== SKILL || read.isForked))
          found.set(read.agent.name, { ...read.agent, origin, path, notes: read.notes })
      }
    }
  return { agents: [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), broken }
}

const SKILL = 'SKILL.md'

async function readAgent(path: string): Promise<ReturnType<typeof parseAgentFile>> {
  const name = basename(path) === SKILL ? basename(resolve(path, '..')) : basename(path, '.md')
  try {
    return parseAgentFile(await readFile(path, 'utf8'), name)
  } catch (thrown) {
    return { problem: `cannot be read: ${messageOf(thrown)}` }
  }
}

async function agentFiles(folder: string): Promise<string[]> {
  return (await namesIn(folder)).filter((name) => name.endsWith('.md')).map((name) => join(folder, name))
}

async function skillFiles(folder: string): Promise<string[]> {
  const files = await Promise.all(
    (await namesIn(folder)).map(async (name) =>
      (await namesIn(join(folder, name))).includes(SKILL) ? [join(folder, name, SKILL)] : [],
    ),
  )
  return files.flat()
}

/** Sorted; none where there is no such folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch {
    return []
  }
}
