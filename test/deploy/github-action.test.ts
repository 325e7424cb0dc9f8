import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

interface Step {
  name?: string
  id?: string
  if?: string
  uses?: string
  run?: string
  shell?: string
  env?: Record<string, string>
  with?: Record<string, unknown>
}
interface Action {
  inputs: Record<string, { description: string; default: string }>
  runs: { using: string; steps: Step[] }
}
interface Workflow {
  name: string
  on: unknown
  permissions: Record<string, string>
  jobs: Record<string, { if?: string; permissions?: unknown; steps: Step[] }>
}

const action = parse(readFileSync('action.yml', 'utf8')) as Action
const read = (name: string) => parse(readFileSync(`deploy/github/${name}.yml`, 'utf8')) as Workflow
const workflows = { review: read('review'), fork: read('publish-fork-review') }
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps)
const allSteps = [...action.runs.steps, ...Object.values(workflows).flatMap(stepsOf)]
const named = (name: string) => action.runs.steps.find((step) => step.name === name) ?? {}
const tokensIn = (step: Step) => /token|secrets\./i.test(JSON.stringify(step))

describe('the action', () => {
  it('puts nothing that others wrote into a shell: values come by the environment', () => {
    const runs = allSteps.filter(({ run }) => run !== undefined)
    expect(runs.length).toBeGreaterThan(3)
    for (const { name, run = '', shell } of runs) {
      expect(run, name).not.toContain('${{')
      expect(shell, name).toBe('bash')
      // Quoted, so that no value is split or expanded.
      expect(run.replace(/"[^"]*"/g, '').replace(/out=\S*/g, ''), name).not.toMatch(/\$\w/)
    }
  })

  it('takes of the event what nobody can choose, or what stands in a variable', () => {
    const taken = [...readFileSync('action.yml', 'utf8').matchAll(/github\.event\.([\w.]+)/g)].map(([, path]) => path)
    const harmless = ['head.sha', 'base.sha', 'number', 'head.repo.full_name'].map((path) => `pull_request.${path}`)
    expect([...new Set(taken)].sort()).toEqual(harmless.sort())
  })

  it('pins the actions of others to a commit', () => {
    const used = allSteps.flatMap(({ uses }) => (uses === undefined || uses.startsWith('OWNER/') ? [] : [uses]))
    expect(used.length).toBeGreaterThan(3)
    for (const one of used) expect(one).toMatch(/@[0-9a-f]{40}$/)
  })

  it('reads the change without a token, and has one only where it publishes', () => {
    const withToken = action.runs.steps.filter(tokensIn).map(({ name }) => name)
    expect(withToken).toEqual(['Publish', 'Publish what was kept'])
    for (const name of withToken) expect(named(name ?? '').run).toContain('review publish')
    expect(action.runs.steps.find(({ uses }) => uses?.startsWith('actions/checkout@'))?.with).toMatchObject({
      'persist-credentials': false,
    })
    expect(named('Install').run).toContain('--ignore-scripts')
  })

  it('keeps the review of a fork as an artefact and publishes nothing of it', () => {
    const isFork = 'github.event.pull_request.head.repo.full_name != github.repository'
    expect(named('Keep').if).toContain(isFork)
    expect(named('Publish').if).toContain(isFork.replace('!=', '=='))
    expect(named('Keep').with?.path).toContain('outputs.sarif')
    expect(named('Keep').with?.path).toContain('outputs.notice')
  })

  it('sets no status by a notice that came from elsewhere, and holds it to a commit that GitHub names', () => {
    expect(named('Publish what was kept').run).not.toContain('--status')
    expect(named('Publish what was kept').run).toContain('--head "$HEAD"')
    const [, publish] = stepsOf(workflows.fork)
    expect(publish?.with?.head).toContain('{{ github.event.workflow_run.head_sha }}')
  })
})

describe('the example workflows', () => {
  it('need five lines', () => {
    const lines = readFileSync('deploy/github/review.yml', 'utf8').split('\n')
    expect(lines.filter((line) => line.trim() !== '' && !line.startsWith('#'))).toHaveLength(5)
  })

  it('ask for no more rights than they need, and run where the fork has none', () => {
    expect(workflows.review.on).toBe('pull_request')
    expect(workflows.review.permissions).toEqual({ contents: 'read', 'pull-requests': 'write', statuses: 'write' })
    expect(workflows.fork.permissions).toEqual({ actions: 'read', 'pull-requests': 'write' })
    expect(JSON.stringify(workflows)).not.toContain('pull_request_target')
  })

  it('publish for a fork what its review kept, without its code', () => {
    const { on, jobs } = workflows.fork
    expect(on).toEqual({ workflow_run: { workflows: [workflows.review.name], types: ['completed'] } })
    expect(jobs.publish?.if).toContain('head_repository.full_name != github.repository')
    const [download, publish] = stepsOf(workflows.fork)
    expect(stepsOf(workflows.fork).some(({ uses }) => uses?.includes('checkout'))).toBe(false)
    expect(download?.with?.name).toBe(named('Keep').with?.name)
    for (const name of Object.keys(publish?.with ?? {})) expect(action.inputs).toHaveProperty(name)
  })
})
