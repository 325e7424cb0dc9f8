import { entriesOf, entryAt, itemsOf, partAt, textOf, textsOf, type YamlPart } from '../read-yaml.ts'

/** One step of a job, as far as rules ask. */
export interface WorkflowStep {
  line: number
  uses?: { text: string; line: number }
  /** The script of `run`, or of `actions/github-script`. */
  script?: { text: string; line: number; endLine: number }
  with: YamlPart | undefined
  env: YamlPart | undefined
}

export interface WorkflowJob {
  name: string
  steps: readonly WorkflowStep[]
  env: YamlPart | undefined
  permissions: YamlPart | undefined
  /** Somebody has to agree first: a condition on a label or association, or an environment. */
  isGuarded: boolean
}

export interface Workflow {
  /** Names of the events that start it. */
  events: readonly string[]
  jobs: readonly WorkflowJob[]
  env: YamlPart | undefined
  permissions: YamlPart | undefined
}

/** A workflow of GitHub Actions, or a composite action as one job. Undefined where the document is neither. */
export function readWorkflow(document: YamlPart): Workflow | undefined {
  const env = partAt(document, 'env')
  const permissions = partAt(document, 'permissions')
  const composite = partAt(document, 'runs', 'steps')
  if (composite !== undefined) return { events: [], jobs: [jobOf('runs', partAt(document, 'runs'))], env, permissions }
  const jobs = partAt(document, 'jobs')
  if (jobs?.kind !== 'map') return undefined
  return {
    events: eventsOf(partAt(document, 'on') ?? partAt(document, 'true')),
    jobs: jobs.entries.map(({ key, value }) => jobOf(key, value)),
    env,
    permissions,
  }
}

function eventsOf(on: YamlPart | undefined): string[] {
  return on?.kind === 'map' ? on.entries.map(({ key }) => key) : textsOf(on)
}

const GUARD = /label|author_association|sender\.|actor|permission|safe/i

function jobOf(name: string, job: YamlPart | undefined): WorkflowJob {
  const condition = textOf(partAt(job, 'if')) ?? ''
  return {
    name,
    steps: itemsOf(partAt(job, 'steps')).map(stepOf),
    env: partAt(job, 'env'),
    permissions: partAt(job, 'permissions'),
    isGuarded: GUARD.test(condition) || partAt(job, 'environment') !== undefined,
  }
}

function stepOf(step: YamlPart): WorkflowStep {
  const uses = entryAt(step, 'uses')
  const used = textOf(uses?.value)
  const inputs = partAt(step, 'with')
  const isScript = used?.startsWith('actions/github-script') === true
  const code = isScript ? entryAt(inputs, 'script') : entryAt(step, 'run')
  const text = textOf(code?.value)
  return {
    line: step.line,
    ...(uses !== undefined && used !== undefined && { uses: { text: used, line: uses.line } }),
    ...(code !== undefined && text !== undefined && { script: { text, line: code.line, endLine: code.value.endLine } }),
    with: inputs,
    env: partAt(step, 'env'),
  }
}

/** Names of variables with their values, as an `env` sets them. */
export function variablesOf(env: YamlPart | undefined): [string, string][] {
  return entriesOf(env).flatMap(({ key, value }) => {
    const text = textOf(value)
    return text === undefined ? [] : [[key, text] as [string, string]]
  })
}
