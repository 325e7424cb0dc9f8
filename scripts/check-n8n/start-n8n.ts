import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../test/needs/free-port.ts'
import { endProcess } from './end-process.ts'

export interface N8nOptions {
  program: string
  /** Path of the workflow file. */
  workflow: string
  /** As n8n imports them. */
  credentials: readonly { id: string; name: string; type: string; data: object }[]
  /** What the workflow reads from the environment. */
  environment: Record<string, string>
}

export interface N8n {
  url: string
  /** The end of its log. */
  log(): string
  /** Ends it by its process id and deletes its data. Gives how its executions ended, those that went well left out; again the same. */
  stop(): Promise<string[]>
}

/** Milliseconds; it takes half a minute where nothing else is at work. */
const READY_WITHIN = 300_000
const WEBHOOK = '/webhook/watchfloor-incident'

/** A real n8n with a folder and ports of its own, in which the workflow is imported and published. */
export async function startN8n({ program, workflow, credentials, environment }: N8nOptions): Promise<N8n> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-n8n-'))
  const log = join(folder, 'n8n.log')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = { ...environment, ...settings(folder, port, await freePort()) }
  const { id } = JSON.parse(readFileSync(workflow, 'utf8')) as { id: string }
  const secrets = join(folder, 'credentials.json')
  writeFileSync(secrets, JSON.stringify(credentials), { mode: 0o600 })
  let server: ChildProcess | undefined
  let stopped: Promise<string[]> | undefined
  try {
    // A command of n8n that fails may end with 0: what it says counts.
    const imported = new RegExp(`Successfully imported ${credentials.length} credential`)
    command(program, env, ['import:credentials', `--input=${secrets}`], imported)
    command(program, env, ['import:workflow', `--input=${workflow}`], /Successfully imported 1 workflow/)
    // Before the start: n8n reads once what is published.
    command(program, env, ['publish:workflow', `--id=${id}`], /Publishing workflow/)
    const out = openSync(log, 'w')
    server = spawn(process.execPath, [program, 'start'], {
      env,
      cwd: folder,
      detached: true,
      stdio: ['ignore', out, out],
    })
    closeSync(out)
    await ready(url, server, log)
    const running = server
    return {
      url: `${url}${WEBHOOK}`,
      log: () => endOf(log),
      stop: () => {
        stopped ??= stop(running, folder)
        return stopped
      },
    }
  } catch (thrown) {
    if (server) await endProcess(server)
    rmSync(folder, { recursive: true, force: true })
    throw thrown
  }
}

/** Nothing of the user's own n8n, nothing told to its makers, and the environment open to the workflow. */
function settings(folder: string, port: number, broker: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: folder,
    N8N_USER_FOLDER: folder,
    N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_PORT: String(port),
    N8N_RUNNERS_BROKER_PORT: String(broker),
    N8N_BLOCK_ENV_ACCESS_IN_NODE: 'false',
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_TEMPLATES_ENABLED: 'false',
    N8N_PERSONALIZATION_ENABLED: 'false',
  }
}

async function stop(server: ChildProcess, folder: string): Promise<string[]> {
  await endProcess(server)
  const ended = executionsIn(join(folder, '.n8n', 'database.sqlite'))
  rmSync(folder, { recursive: true, force: true })
  return ended
}

function command(program: string, env: NodeJS.ProcessEnv, argv: readonly string[], says: RegExp): void {
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...argv], { env, encoding: 'utf8' })
  if (!says.test(stdout)) throw new Error(`n8n ${argv[0]} failed:\n${stdout}\n${stderr}`)
}

/** Until the webhook is there: it then refuses whoever has no token. */
async function ready(url: string, server: ChildProcess, log: string): Promise<void> {
  for (const end = performance.now() + READY_WITHIN; ; await pause(250)) {
    const status = await fetch(`${url}${WEBHOOK}`, { method: 'POST' }).then(
      (answer) => answer.status,
      () => undefined,
    )
    if (status === 403) return
    if (server.exitCode !== null || performance.now() > end)
      throw new Error(`n8n did not start, or does not know the webhook:\n${endOf(log)}`)
  }
}

function endOf(log: string): string {
  return readFileSync(log, 'utf8').slice(-4_000)
}

/** Those that went well are marked as deleted: the workflow asks n8n to keep nothing of them. */
function executionsIn(file: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return database
      .prepare('SELECT status FROM execution_entity WHERE deletedAt IS NULL')
      .all()
      .map(({ status }) => String(status))
  } finally {
    database.close()
  }
}
