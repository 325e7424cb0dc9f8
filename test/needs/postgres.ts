import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { findOrInstall } from './find-or-install.ts'
import { freePort } from './free-port.ts'

const INITDB = findOrInstall({
  program: 'initdb',
  package: 'postgresql',
  places: existsSync('/usr/lib/postgresql') ? globSync('/usr/lib/postgresql/*/bin/initdb').sort().reverse() : [],
})
/** Whether a real PostgreSQL can be started here. */
export const HAS_POSTGRES = INITDB !== undefined

export interface Postgres {
  /** A new, empty database; gives its URL. */
  database(): Promise<string>
  stop(): Promise<void>
  start(): Promise<void>
  /** Ends it for good and deletes its data. */
  remove(): Promise<void>
}

/** PostgreSQL refuses to run as root: then it runs as the user `postgres` that its package makes, or as `nobody`. */
function otherUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string, user: string) =>
    Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: 'pipe' }))
  for (const user of ['postgres', 'nobody']) {
    try {
      return { uid: idOf('-u', user), gid: idOf('-g', user) }
    } catch {
      // The next one.
    }
  }
  return undefined
}

/** A real PostgreSQL with a folder of its own, on a free port of 127.0.0.1, ended by its process id. */
export async function startPostgres(): Promise<Postgres> {
  if (INITDB === undefined) throw new Error('There is no PostgreSQL here.')
  const bin = dirname(INITDB)
  const user = otherUser()
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-postgres-'))
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const options = { cwd: folder, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8', TZ: 'UTC' }, ...user }
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'watchfloor', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'],
    { ...options, stdio: 'pipe' },
  )
  const port = await freePort()
  const urlOf = (name: string) => `postgres://watchfloor@127.0.0.1:${port}/${name}`
  let server: ChildProcess | undefined
  let count = 0

  async function start(): Promise<void> {
    const settings = [
      `port=${port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=200',
      'logging_collector=off',
    ]
    server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
      ...options,
      stdio: 'ignore',
    })
    for (let turn = 0; ; turn++) {
      const client = new Client({ connectionString: urlOf('postgres') })
      client.on('error', () => undefined)
      try {
        await client.connect()
        await client.end()
        return
      } catch (thrown) {
        if (turn > 200 || server.exitCode !== null) throw thrown
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }

  /** Immediately, as after a crash: what is not in its log by then is lost. */
  async function stop(): Promise<void> {
    const running = server
    if (!running || running.exitCode !== null) return
    const gone = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGQUIT')
    await gone
  }

  await start()
  return {
    async database() {
      const name = `test_${++count}`
      const client = new Client({ connectionString: urlOf('postgres') })
      await client.connect()
      await client.query(`CREATE DATABASE ${name}`)
      await client.end()
      return urlOf(name)
    },
    stop,
    start,
    async remove() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
