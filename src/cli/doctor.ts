import { spawnSync } from 'node:child_process'
import { availableParallelism, freemem } from 'node:os'
import { join } from 'node:path'
import { liveSources } from '../app/live-sources.ts'
import { loadPolicy, policyPath } from '../app/load-policy.ts'
import { openNotifiers } from '../app/notifiers.ts'
import { openRuns } from '../app/open-runs.ts'
import { specialistNames } from '../app/specialist-names.ts'
import { stateFolder } from '../app/state-folder.ts'
import { version } from '../app/version.ts'
import { messageOf } from '../core/fault.ts'
import { visibleText } from '../report/text/visible-text.ts'

interface Check {
  name: string
  state: 'works' | 'not configured' | 'fails'
  note: string
}

/** `watchfloor doctor`: what is configured and what works. Status 0 unless something that is configured fails. */
export async function doctor(options: { json: boolean }, out: NodeJS.WritableStream): Promise<number> {
  const checks = [
    runtime(),
    threads(),
    memory(),
    specialists(),
    model(),
    await store(),
    await policy(),
    await configured('sources', async () => liveSources().sources.map(({ name }) => name), 'no live source is named'),
    await configured(
      'notices',
      async () => (await openNotifiers(process.env)).map(({ channel }) => channel),
      'nobody is told of what alerts open',
    ),
    executor('git', '--version'),
    executor('kubectl', 'version'),
  ]
  out.write(
    options.json
      ? `${JSON.stringify({ version: version(), checks })}\n`
      : `watchfloor ${version()}\n${checks.map(({ name, state, note }) => `  ${name.padEnd(12)} ${state.padEnd(15)} ${visibleText(note)}\n`).join('')}`,
  )
  return checks.some(({ state }) => state === 'fails') ? 1 : 0
}

function runtime(): Check {
  const major = Number(process.versions.node.split('.')[0])
  return { name: 'node', state: major >= 24 ? 'works' : 'fails', note: `${process.version}; 24 or later is needed` }
}

function threads(): Check {
  return { name: 'threads', state: 'works', note: `${availableParallelism()} cores for specialists with much to read` }
}

function memory(): Check {
  const free = Math.round(freemem() / 1048576)
  return { name: 'memory', state: 'works', note: `${free} MiB free; logs are streamed, a 1 GB log needs about 400 MiB` }
}

function specialists(): Check {
  return {
    name: 'specialists',
    state: 'works',
    note: specialistNames()
      .map(({ name }) => name)
      .join(', '),
  }
}

function model(): Check {
  const keys = ['ANTHROPIC_API_KEY', 'OPENAI_API_KEY', 'GEMINI_API_KEY'].filter((name) => process.env[name])
  return keys.length === 0
    ? { name: 'model', state: 'not configured', note: 'no key is set; every specialist works without one' }
    : { name: 'model', state: 'works', note: `keys: ${keys.join(', ')}; asked only with --model` }
}

/** Opens the store as a run would, and counts what is in it. */
async function store(): Promise<Check> {
  const url = process.env.WATCHFLOOR_DATABASE_URL
  const place = url ? `PostgreSQL at ${hostOf(url)}` : join(stateFolder(), 'watchfloor.db')
  try {
    const runs = await openRuns()
    try {
      const waiting = await runs.store.approvals.list({ status: 'pending' })
      const lever = await runs.store.killSwitch.state()
      const broken = await runs.store.audit.findBreak()
      if (broken !== undefined)
        return { name: 'store', state: 'fails', note: `${place}: the audit log was changed at entry ${broken}` }
      const notes = [`${waiting.length} waiting for approval`, `kill switch ${lever?.engaged ? 'ON' : 'off'}`]
      return { name: 'store', state: 'works', note: `${place}; ${notes.join(', ')}` }
    } finally {
      await runs.engine.close()
    }
  } catch (thrown) {
    return { name: 'store', state: 'fails', note: messageOf(thrown) }
  }
}

/** Without the password. */
function hostOf(url: string): string {
  return URL.canParse(url) ? `${new URL(url).host}${new URL(url).pathname}` : 'an address that is no URL'
}

async function policy(): Promise<Check> {
  const path = policyPath(process.env)
  try {
    const { rules } = await loadPolicy(path)
    return rules.length === 0
      ? { name: 'policy', state: 'not configured', note: `no rules in ${path}; every action is denied` }
      : { name: 'policy', state: 'works', note: `${path}: ${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}` }
  } catch (thrown) {
    return { name: 'policy', state: 'fails', note: messageOf(thrown) }
  }
}

/** What the environment names, as far as it can be used. */
async function configured(name: string, list: () => Promise<string[]>, none: string): Promise<Check> {
  try {
    const names = await list()
    return names.length === 0
      ? { name, state: 'not configured', note: none }
      : { name, state: 'works', note: `${names.join(', ')}; not asked now` }
  } catch (thrown) {
    return { name, state: 'fails', note: messageOf(thrown) }
  }
}

function executor(program: string, argument: string): Check {
  const { status, error } = spawnSync(program, [argument, ...(program === 'kubectl' ? ['--client'] : [])], {
    stdio: 'ignore',
    timeout: 10_000,
  })
  return status === 0
    ? { name: program, state: 'works', note: 'can carry out actions' }
    : {
        name: program,
        state: 'not configured',
        note: `${error ? 'is not installed' : 'does not answer'}; actions that need it are refused`,
      }
}
