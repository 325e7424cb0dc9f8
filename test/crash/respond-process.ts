/**
 * A process for crash tests: responds to an incident, approves what is asked, prints the result. Started again with the same
 * store, it goes on. Arguments: the evidence, a git checkout.
 */
import { answerApproval } from '../../src/app/answer-approval.ts'
import { openPlatform } from '../../src/app/open-platform.ts'
import { INVESTIGATION_DEFAULTS } from '../../src/crews/incident/investigate.ts'

const [path = '', repository = ''] = process.argv.slice(2)
const platform = await openPlatform()
platform.engine.subscribe(({ type }) => {
  if (type === 'action_started') process.stdout.write('acting\n')
})
process.stdout.write('ready\n')
const handle = await platform.engine.start(
  platform.respond,
  {
    investigation: {
      ...INVESTIGATION_DEFAULTS,
      address: { path, trustSources: false, repositories: [repository] },
      only: ['logs', 'metrics', 'traces', 'changes', 'kubernetes'],
      model: process.env.CRASH_MODEL ?? 'none',
    },
    requestedBy: 'somebody',
    dryRun: false,
    operation: 'revert-commit' as const,
  },
  { key: 'the incident' },
)
const approving = setInterval(async () => {
  for (const { id } of await platform.store.approvals.list({ status: 'pending' }))
    await answerApproval(platform, id, 'approved', 'test').catch(() => undefined)
}, 5)
const result = await handle.result()
clearInterval(approving)
process.stdout.write(`result ${JSON.stringify(result)}\n`)
await platform.close()
