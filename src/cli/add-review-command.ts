import type { Command } from 'commander'

/** `watchfloor review`. */
export function addReviewCommand(program: Command, ended: (status: number) => void): void {
  const reviewing = program
    .command('review')
    .description('Review a change of code, or a whole tree: security, performance, style, tests, documentation.')
    .option('--base <ref|dir>', 'what it is compared with: a ref of the checkout (the main branch), or a folder')
    .option('--head <ref|dir>', 'the newer side: a ref of the checkout (the working tree), or a folder')
    .option('--diff <file>', 'with two folders: the unified diff that says which lines changed')
    .option('--path <dir>', 'a whole tree, or one file')
    .option('--pr <owner/repo#n>', 'a pull request on GitHub')
    .option('--agents <names>', 'only these: security, performance, style, tests, documentation, and your own')
    .option('--model <name>', 'a model by name, auto, or none', 'none')
    .option('--max-tokens <n>', 'for all that is asked of models', '200000')
    .option('--max-dollars <n>', 'the same in US dollars')
    .option('--cap <n>', 'so many findings are shown, the weightiest first', '10')
    .option('--all', 'show all findings')
    .option('--json', 'print the review as one JSON object')
    .option('--sarif [file]', 'print the findings as SARIF 2.1.0, or write them there')
    .option('--notice <file>', 'write what `review publish` is to tell, there')
    .option('--pull-request <owner/repo#n>', 'with --notice: the pull request that the checkout belongs to')
    .option('--request-changes', 'with --notice: hold up the merge')
    .option('--fail-on <severity>', 'the least severity that gives status 1, or none', 'critical')
    .option('--markdown', 'print the review as Markdown')
    .option('--coverage <file>', 'lcov or Cobertura of the new version, for what no test reaches')
    .option('--run-project-tools', 'run the linters that the project configures; only where you trust it')
    .option('--write-baseline', 'keep all that is found as known, in .watchfloor/review-baseline.json')
    .option('--quiet', 'no progress on standard error')
    .addHelpText(
      'after',
      '\nThe status is 1 where a critical finding stands (or what --fail-on says) or a reviewer did not come to its end, else 0.',
    )
    .action(async (flags: Record<string, unknown>) => {
      const { review } = await import('./review.ts')
      ended(await review(flags))
    })
  reviewing
    .command('publish')
    .description('Tell on a pull request what a review has written with --notice.')
    .argument('<file>', 'the notice')
    .requiredOption('--repository <owner/repo>', 'the repository that it must be about')
    .option('--head <sha>', 'the commit that it must be about')
    .option('--status', 'set the status of the commit, too')
    .option('--fail-on <severity>', 'with --status: the least severity that fails it, or none', 'critical')
    .option('--code-scanning <file>', 'SARIF that goes to code scanning')
    .option('--json', 'print what was done as one JSON object')
    .action(async (file: string, _: unknown, command: Command) => {
      const { publishReviewNotice } = await import('./review-publish.ts')
      // Some options both commands know by the same name, and the outer one may have taken them.
      ended(await publishReviewNotice(file, { ...command.parent?.opts(), ...command.opts() }, process.stdout))
    })
}
