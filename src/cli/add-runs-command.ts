import { Argument, type Command } from 'commander'

interface Flags {
  json?: boolean
  unmasked?: boolean
  all?: boolean
  quiet?: boolean
}

/** `watchfloor runs …`: what is kept of runs, and how to go on with them. */
export function addRunsCommand(program: Command, ended: (status: number) => void): void {
  const load = () => import('./runs.ts')
  const to = ({ json }: Flags) => ({ json: json ?? false, out: process.stdout })
  program
    .command('worker')
    .description('Take runs from queues, and runs that were left, until it is ended. Any number may share a store.')
    .option('--queue <name...>', 'queues to take from', ['default'])
    .option('--concurrency <n>', 'at most so many runs of a queue at once, over all workers', '4')
    .option('--rate <limit>', 'at most so many begun in a period, over all workers: 10/1h')
    .option('--quiet', 'no progress on standard error')
    .option('--log-format <format>', 'json or text on standard error; text where that is a terminal')
    .action(async (options: Flags & { queue: string[]; concurrency: string; rate?: string }) => {
      const { worker } = await import('./worker.ts')
      ended(await worker(options))
    })

  program
    .command('decide')
    .description(
      'Decide what agents could not: the votes are split, nobody is sure, or recommendations contradict each other.',
    )
    .argument('<run>', 'id of the run that waits, or enough of its beginning')
    .argument('<choice>', 'one of the choices')
    .option('--other', 'for something that is none of the choices')
    .option('--json', 'print as one JSON object')
    .action(async (run: string, choice: string, options: Flags & { other?: boolean }) => {
      const { decide } = await import('./decide.ts')
      ended(await decide(run, choice, options.other ?? false, to(options)))
    })

  program
    .command('verdict')
    .description('Say whether the root cause that a run names was right; `watchfloor eval` counts it.')
    .argument('<run>', 'id of the run, or enough of its beginning')
    .addArgument(new Argument('<said>', 'right or wrong').choices(['right', 'wrong']))
    .option('--component <name>', 'what it was, where it was wrong')
    .option('--cause <slug>', 'why it was, where it was wrong')
    .option('--note <text>', 'for people')
    .option('--json', 'print as one JSON object')
    .action(
      async (
        run: string,
        said: 'right' | 'wrong',
        options: Flags & { component?: string; cause?: string; note?: string },
      ) => {
        const { verdict } = await import('./verdicts.ts')
        ended(await verdict(run, said, options, to(options)))
      },
    )
  program
    .command('eval')
    .description('Accuracy and calibration over your own incidents, as people have confirmed them.')
    .option('--json', 'print as one JSON object')
    .action(async (options: Flags) => {
      const { evaluate } = await import('./verdicts.ts')
      ended(await evaluate(to(options)))
    })

  const runs = program.command('runs').description('Look at runs, go on with them, end them.')
  runs
    .command('list')
    .description('List runs, newest first.')
    .option(
      '--status <status>',
      'only those: queued, running, waiting, halted, completed, failed, timed-out, cancelled',
    )
    .option('--workflow <name>', 'only those of one workflow, such as incident.investigate')
    .option('--limit <n>', 'at most so many', '50')
    .option('--children', 'children too')
    .option('--json', 'print as one JSON array')
    .action(async (options: Flags & { limit: string }) => ended(await (await load()).listRuns(options, to(options))))
  runs
    .command('show')
    .description('Show where a run stands, its steps and children, and what came of it.')
    .argument('<run>', 'id of the run, or enough of its beginning')
    .option('--json', 'print as one JSON object')
    .option('--unmasked', 'show credentials and personal data as they are')
    .action(async (run: string, options: Flags) =>
      ended(await (await load()).showRun(run, { unmasked: options.unmasked ?? false }, to(options))),
    )
  runs
    .command('resume')
    .description('Go on with a run that was interrupted, halted, or failed; no finished step is repeated.')
    .argument('[run]', 'id of the run, or enough of its beginning')
    .option('--all', 'every run that was interrupted or halted')
    .option('--json', 'print each run as one JSON line')
    .option('--quiet', 'no progress on standard error')
    .action(async (run: string | undefined, options: Flags) =>
      ended(
        await (await load()).resumeRuns(run, { all: options.all ?? false, quiet: options.quiet ?? false }, to(options)),
      ),
    )
  runs
    .command('cancel')
    .description('End a run, whichever process is at work on it.')
    .argument('<run>', 'id of the run, or enough of its beginning')
    .option('--json', 'print as one JSON object')
    .action(async (run: string, options: Flags) => ended(await (await load()).cancelRun(run, to(options))))
  runs
    .command('replay')
    .description('Tell again what happened in a run, event by event, from what is stored.')
    .argument('<run>', 'id of the run, or enough of its beginning')
    .option('--json', 'print each event as one JSON line')
    .option('--unmasked', 'show credentials and personal data as they are')
    .action(async (run: string, options: Flags) =>
      ended(await (await load()).replayRun(run, { unmasked: options.unmasked ?? false }, to(options))),
    )
  runs
    .command('prune')
    .description('Delete runs that ended long ago. What runs, waits or is halted stays.')
    .option('--older-than <period>', 'minutes, hours or days: 90m, 12h, 30d', '30d')
    .option('--json', 'print as one JSON object')
    .action(async (options: Flags & { olderThan: string }) =>
      ended(await (await load()).pruneRuns(options, to(options))),
    )
}
