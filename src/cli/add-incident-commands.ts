import { type Command, Option } from 'commander'

type Flags = Record<string, unknown>

/** `watchfloor investigate` and `watchfloor respond`. */
export function addIncidentCommands(program: Command, ended: (status: number) => void): void {
  withEvidence(
    program
      .command('investigate')
      .description('Find the root cause of an incident from its evidence: a bundle, a folder, or a file.')
      .argument('<path>', 'incident bundle, folder of logs, metrics, traces, kubectl output …, or one file')
      .option('--json', 'print the analysis as one JSON object')
      .option('--detach', 'leave it to a worker, and end at once')
      .option(
        '--out <dir>',
        'write report.html, report.md, report.json, stakeholder-update.txt and post-mortem.md there',
      ),
  ).action(async (path: string, options: Flags) => {
    const { investigate } = await import('./investigate.ts')
    ended(await investigate(path, options))
  })

  withEvidence(
    program
      .command('respond')
      .description('Investigate, then carry out the first remediation that Watchfloor can, through the gate.')
      .argument('<path>', 'incident bundle, folder of logs, metrics, traces, kubectl output …, or one file')
      .addOption(
        new Option('--operation <kind>', 'only a remediation of this kind').choices([
          'roll-back',
          'scale',
          'restart',
          'revert-commit',
        ]),
      )
      .option('--detach', 'leave it to a worker, and end at once')
      .option('--dry-run', 'show the whole plan with its time, cost and risk, and change nothing')
      .option('--no-wait', 'end as soon as a person is asked; whoever approves goes on with it')
      .option('--json', 'print analysis and outcome as one JSON object'),
  ).action(async (path: string, options: Flags) => {
    const { respond } = await import('./respond.ts')
    ended(await respond(path, options, process.stdout))
  })
}

function withEvidence(command: Command): Command {
  return command
    .option('--model <name>', 'language model that reasons on top: fast, balanced, deep, auto, provider:model', 'none')
    .option('--max-tokens <n>', 'tokens that may be spent on models', '100000')
    .option('--max-dollars <n>', 'US dollars that may be spent on models')
    .option('--only <list>', 'only these specialists or kinds of evidence, comma-separated (logs,metrics)')
    .option('--repo <dir...>', 'git checkouts whose commits count as changes')
    .option('--sequential', 'one specialist after the other')
    .addOption(
      new Option('--severity <rule>', 'how the specialists’ severities are joined')
        .choices(['most-severe', 'majority'])
        .default('most-severe'),
    )
    .option('--timeout <seconds>', 'time for each specialist', '120')
    .option('--trust-sources', 'let incident.yaml name paths outside of the bundle')
    .option('--unmasked', 'show credentials and personal data in quotes as they are')
    .option('--quiet', 'no progress on standard error')
}
