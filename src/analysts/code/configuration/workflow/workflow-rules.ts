import type { ConfigurationRule, TextPlace } from '../configuration-rule.ts'
import { partAt, textOf, type YamlPart } from '../read-yaml.ts'
import { variablesOf, type Workflow, type WorkflowJob, type WorkflowStep } from './read-workflow.ts'
import { expressionsIn, isUntrusted } from './untrusted-context.ts'

type Script = NonNullable<WorkflowStep['script']>

/** Events that strangers cause and that run with the rights of the repository. */
const OPEN_EVENTS = new Set([
  'issues',
  'issue_comment',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
  'discussion',
  'discussion_comment',
  'workflow_run',
  'fork',
  'gollum',
])

function steps({ jobs }: Workflow): { job: WorkflowJob; step: WorkflowStep }[] {
  return jobs.flatMap((job) => job.steps.map((step) => ({ job, step })))
}

/** The line of a script that an offset lies in; a script that begins below its key is read line by line. */
function lineAt({ text, line, endLine }: Script, index: number): TextPlace {
  const isBlock = endLine > line
  return { line: Math.min(endLine, line + (isBlock ? 1 : 0) + text.slice(0, index).split('\n').length - 1) }
}

function untrustedNames(...envs: readonly (YamlPart | undefined)[]): ReadonlySet<string> {
  const none = new Set<string>()
  return new Set(
    envs
      .flatMap(variablesOf)
      .filter(([, value]) => expressionsIn(value).some(({ text }) => isUntrusted(text, none)))
      .map(([name]) => name),
  )
}

/** Whoever opens a pull request from a fork can change what is run for it anyway, and has no secrets there. */
function scriptInjections(workflow: Workflow) {
  const isOpen = workflow.events.length === 0 || workflow.events.some((event) => OPEN_EVENTS.has(event))
  return steps(workflow).flatMap(({ job, step }) => {
    const { script } = step
    if (script === undefined) return []
    const names = untrustedNames(workflow.env, job.env, step.env)
    return expressionsIn(script.text)
      .filter(({ text }) => isUntrusted(text, names))
      .map(({ index }) => ({ ...lineAt(script, index), severity: isOpen ? ('high' as const) : ('low' as const) }))
  })
}

const HEAD =
  /github\.event\.pull_request\.head\.|github\.head_ref|github\.event\.workflow_run\.head_|refs\/pull\/|github\.event\.pull_request\.number|github\.event\.issue\.number/
const HEAD_COMMAND = /\bgh\s+pr\s+checkout\b|\bgit\s+(?:fetch|checkout|pull)\b.*(?:pull\/|head\.(?:sha|ref))/

function checksOutHead({ uses, script, with: inputs }: WorkflowStep): boolean {
  if (uses?.text.startsWith('actions/checkout@'))
    return HEAD.test(textOf(partAt(inputs, 'ref')) ?? '') || HEAD.test(textOf(partAt(inputs, 'repository')) ?? '')
  return script !== undefined && HEAD_COMMAND.test(script.text)
}

/** Code of a stranger's branch is fetched where secrets are at hand; it is graver where something of it is run. */
function untrustedCheckouts(workflow: Workflow) {
  if (
    !workflow.events.some(
      (event) => event === 'pull_request_target' || event === 'workflow_run' || event === 'issue_comment',
    )
  )
    return []
  return workflow.jobs.flatMap(({ steps: all, isGuarded }) => {
    const at = all.findIndex(checksOutHead)
    const step = all[at]
    if (step === undefined) return []
    const isRun = all
      .slice(at)
      .some((one, index) => (index > 0 && one.script !== undefined) || one.uses?.text.startsWith('./') === true)
    const severity = isRun && !isGuarded ? ('high' as const) : ('medium' as const)
    return [{ line: step.uses?.line ?? step.line, severity, confidence: isGuarded ? 0.5 : isRun ? 0.85 : 0.6 }]
  })
}

function openPermissions({ permissions, jobs }: Workflow): readonly TextPlace[] {
  return [permissions, ...jobs.map((job) => job.permissions)].flatMap((one) =>
    one !== undefined && textOf(one) === 'write-all' ? [{ line: one.line }] : [],
  )
}

/** Whose actions are as trusted as the runner itself. */
const OWN = /^(?:\.|actions\/|github\/)/
const PINNED = /@[0-9a-f]{40}$|@sha256:[0-9a-f]{64}$/i

function unpinnedActions(workflow: Workflow): readonly TextPlace[] {
  return steps(workflow).flatMap(({ step: { uses } }) =>
    uses === undefined || OWN.test(uses.text) || PINNED.test(uses.text) || uses.text.includes('${{')
      ? []
      : [{ line: uses.line }],
  )
}

const PRINTS = /^\s*(?:sudo\s+)?(?:echo|printf|Write-Host|Write-Output|console\.log|print)\b/i

/** A line that prints a secret, and does not hand it to a program or file. */
function printedSecrets(workflow: Workflow): readonly TextPlace[] {
  return steps(workflow).flatMap(({ step: { script } }) => {
    if (script === undefined) return []
    let index = 0
    return script.text.split('\n').flatMap((line) => {
      const place = lineAt(script, index)
      index += line.length + 1
      const isPrinted =
        PRINTS.test(line) && !line.trimEnd().endsWith('\\') && /\$\{\{\s*secrets\.(?!GITHUB_TOKEN\s)\w+/.test(line)
      return isPrinted && !/[|>]|::add-mask::/.test(line.replace(/\$\{\{[^}]*\}\}/g, '')) ? [place] : []
    })
  })
}

function allSecrets(workflow: Workflow): readonly TextPlace[] {
  const whole = /\btojson\(\s*secrets\s*\)/i
  return steps(workflow).flatMap(({ step }) => {
    const values = [step.script?.text ?? '', ...variablesOf(step.env).map(([, value]) => value)]
    return values.some((value) => whole.test(value)) ? [{ line: step.script?.line ?? step.line }] : []
  })
}

function unsafeCommands({ env, jobs }: Workflow): readonly TextPlace[] {
  const all = [env, ...jobs.flatMap((job) => [job.env, ...job.steps.map((step) => step.env)])]
  return all.flatMap((one) => {
    const part = partAt(one, 'ACTIONS_ALLOW_UNSECURE_COMMANDS')
    return part !== undefined && textOf(part) === 'true' ? [{ line: part.line }] : []
  })
}

/** What rules say of a workflow of GitHub Actions. */
export const WORKFLOW_RULES: readonly ConfigurationRule<Workflow>[] = [
  {
    rule: 'workflow/script-injection',
    cwe: [94, 78],
    severity: 'high',
    confidence: 0.9,
    message: 'Text that a stranger writes is put into a script before it is run, so it can hold commands',
    fix: 'Hand it over in `env` and read it as a variable of the shell: `"$TITLE"`.',
    find: scriptInjections,
  },
  {
    rule: 'workflow/untrusted-checkout',
    cwe: [829, 94],
    severity: 'high',
    confidence: 0.85,
    message:
      'The code of a pull request is fetched where secrets and write access are at hand, so whoever opens one can take them',
    fix: 'Build it on `pull_request`, and do what needs secrets in a second workflow that runs none of its code.',
    find: untrustedCheckouts,
  },
  {
    rule: 'workflow/open-permissions',
    cwe: [250, 732],
    severity: 'medium',
    confidence: 0.85,
    message: 'Every step may write everywhere in the repository',
    fix: 'Give each job only the permissions that it needs, and `contents: read` to the rest.',
    find: openPermissions,
  },
  {
    rule: 'workflow/unpinned-action',
    cwe: [829, 1357],
    severity: 'low',
    confidence: 0.6,
    message: 'The action can be changed under its tag by whoever owns it',
    fix: 'Name the commit, with the tag in a comment.',
    find: unpinnedActions,
  },
  {
    rule: 'workflow/printed-secret',
    cwe: [532],
    severity: 'medium',
    confidence: 0.7,
    message: 'A secret is printed; the log hides only its exact text',
    fix: 'Hand it to the program that needs it in `env`, and print nothing of it.',
    find: printedSecrets,
  },
  {
    rule: 'workflow/all-secrets',
    cwe: [200, 522],
    severity: 'medium',
    confidence: 0.8,
    message: 'A step gets every secret of the repository',
    fix: 'Name the secrets that it needs.',
    find: allSecrets,
  },
  {
    rule: 'workflow/unsafe-commands',
    cwe: [78],
    severity: 'medium',
    confidence: 0.9,
    message: 'Whatever a step prints may set variables and the path of later steps',
    fix: 'Write to `$GITHUB_ENV` and `$GITHUB_PATH` instead.',
    find: unsafeCommands,
  },
]
