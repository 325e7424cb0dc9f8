import { type Command, Option } from 'commander'

type Flags = Record<string, unknown>

/** `watchfloor investigate` and `watchfloor respond`. */
export function addIncidentCommands(program: Command, ended: (status: number) => void): void {
  const investigating = withEvidence(
    program
      .command('investigate')
      .description('Find the root cause of an incident from its evidence: a bundle, a folder, a file, or live sources.')
      .argument('[path]', 'incident bundle, folder of logs, metrics, traces, kubectl output …, or one file')
      .option('--json', 'print the analysis as one JSON object')
      .option('--detach', 'leave it to a worker, and end at once')
      .option(
        '--out <dir>',
        'write report.html, report.md, report.json, stakeholder-update.txt and post-mortem.md there',
      ),
  )
  withLive(investigating).action(async (path: string | undefined, options: Flags) => {
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

  withEvidence(
    program
      .command('compare')
      .description('Investigate the same incident by one agent and by the crew, at once and one after the other.')
      .argument('<path>', 'incident bundle, folder of logs, metrics, traces, kubectl output …, or one file')
      .option('--json', 'print as one JSON object'),
  ).action(async (path: string, options: Flags) => {
    const { compare } = await import('./compare.ts')
    ended(await compare(path, options, process.stdout))
  })

  withLive(
    program
      .command('collect')
      .description('Write what the live sources give as an incident bundle, masked: to keep, share and replay.')
      .requiredOption('--out <dir>', 'folder that is not there yet'),
  ).action(async (options: Flags & { out: string }) => {
    const { collect } = await import('./collect.ts')
    ended(await collect(options))
  })

  withModel(
    program
      .command('document')
      .description('Write a document from a finished investigation, in Markdown.')
      .argument('<run>', 'id of the run, or enough of its beginning')
      .addOption(
        new Option('--as <kind>', 'what to write')
          .choices(['postmortem', 'runbook', 'advisory', 'architecture'])
          .makeOptionMandatory(),
      )
      .option('--out <file>', 'write it there instead of to standard output')
      .option('--json', 'print analysis and paragraphs as one JSON object'),
  )
    .option('--unmasked', 'show credentials and personal data as the run has them')
    .option('--quiet', 'no progress on standard error')
    .action(async (run: string, options: Flags) => {
      const { document } = await import('./document.ts')
      ended(await document(run, options))
    })
}

/** `watchfloor ask`. */
export function addAskCommand(program: Command, ended: (status: number) => void): void {
  withModel(
    program
      .command('ask')
      .description('Answer an on-call question from runbooks and earlier incidents, with where it stands.')
      .argument('<question...>', 'in plain words')
      .option('--runbooks <dir>', 'folder of Markdown files (WATCHFLOOR_RUNBOOKS)')
      .option('--json', 'print as one JSON object')
      .option('--quiet', 'no progress on standard error'),
  ).action(async (question: string[], options: Flags) => {
    const { ask } = await import('./ask.ts')
    ended(await ask(question, options))
  })
}

function withLive(command: Command): Command {
  return command
    .option('--since <period>', 'without a path: how far back to look, such as 30m, 1h or 2d')
    .option('--prometheus <url>', 'Prometheus, or what speaks like it (WATCHFLOOR_PROMETHEUS_URL)')
    .option('--loki <url>', 'Loki (WATCHFLOOR_LOKI_URL)')
    .option('--elasticsearch <url>', 'Elasticsearch or OpenSearch (WATCHFLOOR_ELASTICSEARCH_URL)')
    .option('--jaeger <url>', 'Jaeger, or what speaks like it (WATCHFLOOR_JAEGER_URL)')
    .option('--tempo <url>', 'Tempo (WATCHFLOOR_TEMPO_URL)')
    .option(
      '--kube-context <name>',
      'cluster, by its context in the kubeconfig, or in-cluster (WATCHFLOOR_KUBE_CONTEXT)',
    )
    .option('--github <owner/name...>', 'repositories whose changes count (WATCHFLOOR_GITHUB_REPOSITORIES)')
    .option('--namespace <name>', 'only what is in it')
    .option('--service <name...>', 'only what is of these')
    .option('--title <text>', 'what it is about')
}

function withModel(command: Command): Command {
  return command
    .option('--model <name>', 'language model that reasons on top: fast, balanced, deep, auto, provider:model', 'none')
    .option('--max-tokens <n>', 'tokens that may be spent on models', '100000')
    .option('--max-dollars <n>', 'US dollars that may be spent on models')
}

function withEvidence(command: Command): Command {
  return withModel(command)
    .option('--only <list>', 'only these specialists or kinds of evidence, comma-separated (logs,metrics)')
    .option('--repo <dir...>', 'git checkouts whose commits count as changes')
    .addOption(
      new Option('--crew <who>', 'all who have something to read, one of them, or by the kind of question')
        .choices(['crew', 'one', 'auto'])
        .default('crew'),
    )
    .option('--sequential', 'one specialist after the other')
    .addOption(
      new Option('--severity <rule>', 'how the specialists’ severities are joined')
        .choices(['most-severe', 'majority'])
        .default('most-severe'),
    )
    .option(
      '--timeout <seconds>',
      'time for each specialist; 30, and half a second more for a megabyte, where not given',
    )
    .option('--run-timeout <seconds>', 'time for all of the work', '300')
    .option('--trust-sources', 'let incident.yaml name paths outside of the bundle')
    .option('--unmasked', 'show credentials and personal data in quotes as they are')
    .option('--quiet', 'no progress on standard error')
}
