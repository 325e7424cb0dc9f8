import { Command, CommanderError } from 'commander'
import { version } from '../app/version.ts'
import { WatchfloorFault } from '../core/fault.ts'
import { addActionCommands } from './add-action-commands.ts'
import { addAgentsCommand } from './add-agents-command.ts'
import { addAskCommand, addIncidentCommands } from './add-incident-commands.ts'
import { addReviewCommand } from './add-review-command.ts'
import { addRunsCommand } from './add-runs-command.ts'
import { addServiceCommands } from './add-service-commands.ts'
import { reportFault } from './report-fault.ts'

/** The command line. Commands are loaded when they are called, so that `--help` stays quick. */
export async function main(argv: readonly string[]): Promise<number> {
  let status = 0
  const program = new Command('watchfloor')
    .description(
      'A crew of specialist agents for operations. Points at the root cause of an incident, with evidence, without a model or key.',
    )
    .version(version())
    .showHelpAfterError('Run watchfloor --help for the commands and their options.')
    .exitOverride()

  const ended = (how: number) => {
    status = how
  }
  addIncidentCommands(program, ended)
  addAskCommand(program, ended)
  addReviewCommand(program, ended)

  const logs = program.command('logs').description('Work with log files.')
  logs
    .command('patterns')
    .description('Mine the patterns of log files.')
    .argument('<files...>', 'log files, plain or JSON lines')
    .option('--json', 'one JSON line for each input line: {"line": n, "pattern": "id"}')
    .action(async (files: string[], options: { json?: boolean }) => {
      const { logsPatterns } = await import('./logs-patterns.ts')
      status = await logsPatterns(files, { json: options.json ?? false }, process.stdout)
    })

  const metrics = program.command('metrics').description('Work with metrics.')
  metrics
    .command('anomalies')
    .description('Score every row of a CSV file (timestamp,value) by how anomalous it is; a score uses no later row.')
    .argument('<file>', 'CSV file')
    .option('--json', 'one JSON object: {"scores": [{"timestamp", "score"}, …]}')
    .option('--column <name>', 'the column with the values, where there are several')
    .action(async (file: string, options: { json?: boolean; column?: string }) => {
      const { metricsAnomalies } = await import('./metrics-anomalies.ts')
      status = await metricsAnomalies(file, { json: options.json ?? false, column: options.column }, process.stdout)
    })

  addRunsCommand(program, ended)
  addActionCommands(program, ended)
  addAgentsCommand(program, ended)
  addServiceCommands(program, ended)

  program
    .command('doctor')
    .description('Say what is configured and what works.')
    .option('--json', 'print as one JSON object')
    .action(async (options: { json?: boolean }) => {
      const { doctor } = await import('./doctor.ts')
      status = await doctor({ json: options.json ?? false }, process.stdout)
    })

  try {
    await program.parseAsync([...argv], { from: 'user' })
    return status
  } catch (thrown) {
    if (thrown instanceof CommanderError)
      return thrown.exitCode === 0 ? 0 : new WatchfloorFault('usage', thrown.message).exitStatus
    return reportFault(thrown, process.stderr)
  }
}
