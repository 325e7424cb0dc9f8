import type { Command } from 'commander'

interface Flags {
  json?: boolean
  quiet?: boolean
  wait?: boolean
  dryRun?: boolean
  reason?: string
}

/** Whatever changes the world, and who may say so: act, approvals, kill switch, policy, audit. */
export function addActionCommands(program: Command, ended: (status: number) => void): void {
  const to = ({ json }: Flags) => ({ json: json ?? false, out: process.stdout })

  program
    .command('act')
    .description('Carry out a remediation of an investigation, through the gate.')
    .argument('<run>', 'id of the investigation, or enough of its beginning')
    .argument('[action]', 'id or number of the action; the first that can be carried out where not given')
    .option('--dry-run', 'show the whole plan with its time, cost and risk, and change nothing')
    .option('--no-wait', 'end as soon as a person is asked; whoever approves goes on with it')
    .option('--json', 'print the outcome as one JSON object')
    .option('--quiet', 'no progress on standard error')
    .action(async (run: string, action: string | undefined, options: Flags) => {
      const { act } = await import('./act.ts')
      const flags = { dryRun: options.dryRun ?? false, quiet: options.quiet ?? false, wait: options.wait ?? true }
      ended(await act(run, action, flags, to(options)))
    })

  program
    .command('approvals')
    .description('See what waits for a person.')
    .command('list')
    .description('List requests for approval.')
    .option('--status <status>', 'pending, approved, rejected, expired, withdrawn, all', 'pending')
    .option('--json', 'print as one JSON array')
    .action(async (options: Flags & { status: string }) => {
      const { listApprovals } = await import('./approvals.ts')
      ended(await listApprovals(options, to(options)))
    })

  for (const [command, decision] of [
    ['approve', 'approved'],
    ['reject', 'rejected'],
  ] as const) {
    const answer = program
      .command(command)
      .description(command === 'approve' ? 'Approve exactly one action.' : 'Reject an action.')
      .argument('<approval>', 'id of the request, or enough of its beginning')
      .option('--no-wait', 'record the answer only, where no process waits for it')
      .option('--json', 'print as one JSON object')
      .option('--quiet', 'no progress on standard error')
    if (command === 'reject') answer.requiredOption('--reason <text>', 'why; it is kept in the audit log')
    else answer.option('--reason <text>', 'why; it is kept in the audit log', '')
    answer.action(async (approval: string, options: Flags) => {
      const { decideApproval } = await import('./approvals.ts')
      const how = { reason: options.reason ?? '', wait: options.wait ?? true, quiet: options.quiet ?? false }
      ended(await decideApproval(approval, decision, how, to(options)))
    })
  }

  const lever = program.command('kill-switch').description('Stop everything, or see whether it is stopped.')
  for (const turn of ['on', 'off', 'status'] as const)
    lever
      .command(turn)
      .description(
        {
          on: 'No step of any run begins; what runs is ended, and its effect read back.',
          off: 'Runs may go on.',
          status: 'Say whether it is on, since when and why.',
        }[turn],
      )
      .option('--reason <text>', 'why; it is kept in the audit log', '')
      .option('--json', 'print as one JSON object')
      .action(async (options: Flags) => {
        const { killSwitch } = await import('./kill-switch.ts')
        ended(await killSwitch(turn, options.reason ?? '', to(options)))
      })

  program
    .command('policy')
    .description('What actions may be taken.')
    .command('check')
    .description('Check a policy file, or the one in use.')
    .argument('[file]', 'a policy in YAML')
    .option('--json', 'print as one JSON object')
    .action(async (file: string | undefined, options: Flags) => {
      const { checkPolicy } = await import('./policy.ts')
      ended(await checkPolicy(file, to(options)))
    })

  const audit = program.command('audit').description('Who decided and did what.')
  audit
    .command('list')
    .description('List the newest entries of the audit log.')
    .option('--limit <n>', 'at most so many', '100')
    .option('--subject <id>', 'only those about one run')
    .option('--json', 'print each as one JSON line')
    .action(async (options: Flags & { limit: string; subject?: string }) => {
      const { listAudit } = await import('./audit.ts')
      ended(await listAudit(options, to(options)))
    })
  audit
    .command('verify')
    .description('Check that no entry was changed, moved or taken out.')
    .option('--anchor <file>', 'also against the heads that `watchfloor serve` wrote there (WATCHFLOOR_AUDIT_ANCHOR)')
    .option('--json', 'print as one JSON object')
    .action(async (options: Flags & { anchor?: string }) => {
      const { verifyAudit } = await import('./audit.ts')
      ended(await verifyAudit(options.anchor, to(options)))
    })
}
