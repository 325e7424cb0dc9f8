import type { Command } from 'commander'

/** `watchfloor agents …`: who there is to be sent. */
export function addAgentsCommand(program: Command, ended: (status: number) => void): void {
  const load = () => import('./agents.ts')
  const to = ({ json }: { json?: boolean }) => ({ json: json ?? false, out: process.stdout })
  const agents = program.command('agents').description('Look at agents: the package’s, yours, and the project’s.')
  agents
    .command('list')
    .description('List agents, and where they come from.')
    .option('--json', 'print as one JSON array')
    .action(async (options) => ended(await (await load()).listAgents(to(options))))
  agents
    .command('show')
    .description('Show one agent with its instructions.')
    .argument('<name>', 'name of the agent')
    .option('--json', 'print as one JSON object')
    .action(async (name: string, options) => ended(await (await load()).showAgent(name, to(options))))
  agents
    .command('check')
    .description('Check the files of agents.')
    .option('--json', 'print as one JSON object')
    .action(async (options) => ended(await (await load()).checkAgents(to(options))))
}
