import type { Command } from 'commander'

/** `watchfloor review`. */
export function addReviewCommand(program: Command, ended: (status: number) => void): void {
  program
    .command('review')
    .description('Review a change of code, or a whole tree: security, performance, style, tests, documentation.')
    .option('--base <ref|dir>', 'what it is compared with: a ref of the checkout (the main branch), or a folder')
    .option('--head <ref|dir>', 'the newer side: a ref of the checkout (the working tree), or a folder')
    .option('--diff <file>', 'with two folders: the unified diff that says which lines changed')
    .option('--path <dir>', 'a whole tree, or one file')
    .option('--pr <owner/repo#n>', 'a pull request on GitHub')
    .option('--agents <names>', 'only these: security, performance, style, tests, documentation')
    .option('--model <name>', 'a model by name, auto, or none', 'none')
    .option('--cap <n>', 'so many findings are shown, the weightiest first', '10')
    .option('--all', 'show all findings')
    .option('--json', 'print the review as one JSON object')
    .option('--sarif', 'print the findings as SARIF 2.1.0')
    .option('--markdown', 'print the review as Markdown')
    .option('--coverage <file>', 'lcov or Cobertura of the new version, for what no test reaches')
    .option('--run-project-tools', 'run the linters that the project configures; only where you trust it')
    .option('--write-baseline', 'keep all that is found as known, in .watchfloor/review-baseline.json')
    .option('--quiet', 'no progress on standard error')
    .addHelpText('after', '\nThe status is 1 where a critical finding stands, 0 where none does.')
    .action(async (flags: Record<string, unknown>) => {
      const { review } = await import('./review.ts')
      ended(await review(flags))
    })
}
