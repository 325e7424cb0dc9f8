import { findAgents } from '../app/find-agents.ts'
import { knownTools } from '../app/known-tools.ts'
import type { FoundAgent } from '../core/agent.ts'
import { WatchfloorFault } from '../core/fault.ts'
import { visibleText } from '../report/text/visible-text.ts'
import type { Output } from './output.ts'
import { writeTable } from './write-table.ts'

/** `watchfloor agents list`: who there is, and where from. */
export async function listAgents({ json, out }: Output): Promise<number> {
  const { agents, broken } = await findAgents()
  if (json) out.write(`${JSON.stringify(agents)}\n`)
  else
    writeTable(
      ['AGENT', 'FROM', 'MODEL', 'TOOLS', 'WHEN TO SEND IT'],
      agents.map(({ name, origin, model, tools, description }) => [
        name,
        origin,
        model ?? '',
        tools === undefined ? 'all' : String(tools.length),
        description,
      ]),
      out,
    )
  for (const { path, problem } of broken)
    process.stderr.write(`${visibleText(path)} ${visibleText(problem)}; it is left out.\n`)
  return 0
}

/** `watchfloor agents show`. */
export async function showAgent(name: string, { json, out }: Output): Promise<number> {
  const { agents } = await findAgents()
  const agent = agents.find((one) => one.name === name)
  if (!agent)
    throw new WatchfloorFault('not-found', `No agent is named ${name}.`, {
      hint: `Known: ${agents.map((one) => one.name).join(', ')}.`,
    })
  if (json) out.write(`${JSON.stringify(agent)}\n`)
  else {
    const { description, origin, path, model = 'as asked', tools = ['all of its crew'], limits, instructions } = agent
    const limit =
      Object.entries(limits)
        .map(([key, value]) => `${value} ${key}`)
        .join(', ') || 'the defaults'
    const facts: [string, string][] = [
      ['agent', name],
      ['when', description],
      ['from', `${origin}: ${path}`],
      ['model', model],
      ['tools', tools.join(', ')],
      ['limits', limit],
    ]
    for (const [title, text] of facts) out.write(`${title.padEnd(8)}${visibleText(text)}\n`)
    out.write(
      `\n${instructions
        .split('\n')
        .map((line) => visibleText(line))
        .join('\n')}\n`,
    )
  }
  return 0
}

/** `watchfloor agents check`: status 4 where a file cannot be used; what is in one and not used is told. */
export async function checkAgents({ json, out }: Output): Promise<number> {
  const { agents, broken } = await findAgents()
  const known = await knownTools()
  const notes = agents.flatMap((agent) =>
    notesOn(agent, known).map((note) => ({ agent: agent.name, path: agent.path, note })),
  )
  if (json) out.write(`${JSON.stringify({ agents: agents.length, broken, notes })}\n`)
  else {
    for (const { path, problem } of broken) out.write(`BROKEN  ${visibleText(path)} ${visibleText(problem)}\n`)
    for (const { path, note } of notes) out.write(`note    ${visibleText(path)}: ${visibleText(note)}\n`)
    out.write(
      `${agents.length} agents can be used, ${broken.length} ${broken.length === 1 ? 'file' : 'files'} cannot.\n`,
    )
  }
  return broken.length > 0 ? 4 : 0
}

function notesOn({ tools = [], notes }: FoundAgent, known: readonly string[]): string[] {
  const strange = tools.filter((tool) => !known.includes(tool.replace(/\(.*/, '')))
  return [...notes, ...(strange.length === 0 ? [] : [`there is no tool ${strange.join(', ')} here`])]
}
