import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, createWriteStream, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

export interface PostgresServer {
  port: number
  version: string
  stop(): Promise<void>
}

/** Who the server runs as: PostgreSQL refuses to be root. */
interface Account {
  uid?: number
  gid?: number
}

/** Starts a PostgreSQL of its own in a temporary folder, with an empty database `shop`; its log goes to `logFile`. Throws where none can be had. */
export async function startPostgres(port: number, logFile: string): Promise<PostgresServer> {
  const binaries = findBinaries() ?? installBinaries()
  const account = process.getuid?.() === 0 ? unprivilegedAccount() : {}
  const folder = mkdtempSync(join(tmpdir(), 'shop-postgres-'))
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid ?? account.uid)
  const data = join(folder, 'data')
  const options = { cwd: folder, ...account }
  execFileSync(join(binaries, 'initdb'), ['-D', data, '-U', 'shop', '--auth=trust', '-E', 'UTF8', '--locale=C'], {
    ...options,
    stdio: 'ignore',
  })
  const server = spawn(join(binaries, 'postgres'), ['-D', data, ...serverSettings(port, folder)], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  server.stderr.pipe(createWriteStream(logFile))
  const version = await createDatabase(port)
  return {
    port,
    version,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function serverSettings(port: number, socketFolder: string): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: socketFolder,
    max_connections: '60',
    shared_buffers: '32MB',
    log_timezone: 'UTC',
    timezone: 'UTC',
    log_line_prefix: '%m [%p] %q%a@%d ',
    log_connections: 'on',
    log_disconnections: 'on',
    log_lock_waits: 'on',
    log_min_duration_statement: '250ms',
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

async function createDatabase(port: number): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'shop', database: 'postgres' })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.query('CREATE DATABASE shop')
      const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
      await client.end()
      return rows[0]?.server_version.split(' ')[0] ?? 'unknown'
    } catch (error) {
      if (attempt === 50) throw new Error(`PostgreSQL does not answer on port ${port}`, { cause: error })
      await delay(200)
    }
  }
}

function findBinaries(): string | undefined {
  const packaged = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'].flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, 'bin')) : [],
  )
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/local/pgsql/bin', ...packaged]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

function installBinaries(): string {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error('PostgreSQL was not found. Install it (initdb and postgres must be in PATH) and run this again.')
  }
  console.error('PostgreSQL was not found: installing it with apt-get install postgresql')
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const binaries = findBinaries()
  if (!binaries) throw new Error('apt-get installed PostgreSQL, but initdb is not where it was expected')
  return binaries
}

function unprivilegedAccount(): Account {
  for (const name of ['postgres', 'nobody']) {
    const uid = Number(spawnSync('id', ['-u', name], { encoding: 'utf8' }).stdout)
    const gid = Number(spawnSync('id', ['-g', name], { encoding: 'utf8' }).stdout)
    if (uid > 0) return { uid, gid }
  }
  throw new Error('PostgreSQL refuses to run as root, and there is neither a user postgres nor a user nobody')
}
