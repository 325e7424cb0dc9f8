import type { Command } from 'commander'

interface Flags {
  json?: boolean
  [key: string]: unknown
}

/** `watchfloor serve`, and who may speak to it. */
export function addServiceCommands(program: Command, ended: (status: number) => void): void {
  const to = ({ json }: Flags) => ({ json: json ?? false, out: process.stdout })
  program
    .command('serve')
    .description('Serve the API and webhooks, and investigate what alerts open. Prints its address.')
    .option('--port <n>', 'port; 0 for any free one', '8420')
    .option('--host <address>', 'address; any but this machine’s own needs tokens', '127.0.0.1')
    .option('--model <name>', 'language model for what alerts open: fast, balanced, deep, auto, provider:model', 'none')
    .option('--max-dollars <n>', 'US dollars that one run may spend on models')
    .option(
      '--dollars-per-hour <n>',
      'US dollars that all of them may spend on models in an hour; then they work by code',
    )
    .option('--runs-per-hour <n>', 'at most so many investigations of alerts begin in an hour', '20')
    .option('--daily <time>', 'tell people what the last day brought, each day at that time (UTC), such as 07:00')
    .option('--retention <period>', 'delete each night what ended longer ago, such as 90d')
    .option('--quiet', 'no progress on standard error')
    .option('--log-format <format>', 'json or text on standard error; text where that is a terminal')
    .action(async (options: Flags) => {
      const { serve } = await import('./serve.ts')
      ended(await serve(options))
    })

  program
    .command('mcp')
    .description(
      'Offer investigation, runs and findings to an MCP client on standard input and output. Approving is not offered.',
    )
    .action(async () => {
      const { mcp } = await import('./mcp.ts')
      ended(await mcp())
    })

  program
    .command('daily')
    .description('Report what the last day brought: what waits, what happened, what moved in the live sources.')
    .option('--since <period>', 'how far back, such as 12h or 7d', '24h')
    .option('--json', 'print as one JSON object')
    .action(async (options: Flags & { since: string }) => {
      const { daily } = await import('./daily.ts')
      ended(await daily(options, to(options)))
    })

  program
    .command('backup')
    .description('Copy the embedded database, while it is in use.')
    .argument('<file>', 'file that is not there yet')
    .option('--json', 'print as one JSON object')
    .action(async (file: string, options: Flags) => {
      const { backup } = await import('./upkeep.ts')
      ended(await backup(file, to(options)))
    })
  program
    .command('restore')
    .description('Put a backup in the place of the embedded database; the kill switch is on afterwards.')
    .argument('<file>', 'a backup')
    .option('--json', 'print as one JSON object')
    .action(async (file: string, options: Flags) => {
      const { restore } = await import('./upkeep.ts')
      ended(await restore(file, to(options)))
    })
  program
    .command('prune')
    .description(
      'Delete runs, incidents, deliveries and collected evidence that ended longer ago. The audit log is kept.',
    )
    .requiredOption('--older-than <period>', 'such as 90d')
    .option('--json', 'print as one JSON object')
    .action(async (options: Flags & { olderThan: string }) => {
      const { prune } = await import('./upkeep.ts')
      ended(await prune(options, to(options)))
    })

  const tokens = program.command('tokens').description('Who may speak to the server.')
  const load = () => import('./tokens.ts')
  tokens
    .command('create')
    .description('Make a token, and show it this once.')
    .argument('<name>', 'whose it is: a person or a system')
    .requiredOption('--role <role>', 'viewer, operator, approver or admin; each may what those before it may')
    .option('--json', 'print as one JSON object')
    .action(async (name: string, options: Flags & { role: string }) =>
      ended(await (await load()).createToken(name, options.role, to(options))),
    )
  tokens
    .command('list')
    .description('List who has one.')
    .option('--json', 'print as one JSON array')
    .action(async (options: Flags) => ended(await (await load()).listTokens(to(options))))
  tokens
    .command('revoke')
    .description('Take one back, at once.')
    .argument('<id>', 'id of the token')
    .option('--json', 'print as one JSON object')
    .action(async (id: string, options: Flags) => ended(await (await load()).revokeToken(id, to(options))))
}
