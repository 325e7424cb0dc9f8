import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

/** The version that the workflow is made for. */
export const N8N_VERSION = '2.41.1'

const PACKAGE = {
  private: true,
  dependencies: { n8n: N8N_VERSION },
  // Versions that fit together on Node 24; without them npm picks some that do not.
  overrides: {
    linkedom: '0.18.14',
    langchain: {
      '@langchain/langgraph': '1.1.5',
      '@langchain/langgraph-checkpoint': '1.0.0',
      '@langchain/core': '1.2.8',
    },
  },
}

/** Installs n8n into the user's cache, by the XDG base directory specification, unless it is there; gives its program. Throws where npm fails. */
export function installN8n(say: (what: string) => void, environment: NodeJS.ProcessEnv = process.env): string {
  const cache = environment.XDG_CACHE_HOME?.startsWith('/') ? environment.XDG_CACHE_HOME : join(homedir(), '.cache')
  const folder = join(cache, 'watchfloor', `n8n-${N8N_VERSION}`)
  const program = join(folder, 'node_modules', 'n8n', 'bin', 'n8n')
  const isComplete = join(folder, 'complete')
  if (existsSync(isComplete)) {
    say(`n8n ${N8N_VERSION} is in ${folder}.`)
    return program
  }
  say(`n8n ${N8N_VERSION} is installed into ${folder}, once: about 2.5 GB, and some ten minutes. Ctrl-C ends it.`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(PACKAGE, null, 2)}\n`)
  // Scripts of 2,000 packages are not run; the one addon that n8n needs is built by name.
  npm(folder, environment, 'install', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund')
  npm(folder, environment, 'rebuild', 'sqlite3')
  writeFileSync(isComplete, '')
  return program
}

function npm(folder: string, environment: NodeJS.ProcessEnv, ...argv: string[]): void {
  // The addon is built for the Node that runs this.
  const path = `${dirname(process.execPath)}${delimiter}${environment.PATH ?? ''}`
  const { status, error } = spawnSync('npm', [...argv, '--loglevel=error'], {
    cwd: folder,
    env: { ...environment, PATH: path },
    stdio: 'inherit',
  })
  if (status !== 0)
    throw new Error(`npm ${argv[0]} failed in ${folder}: ${error?.message ?? `it ended with ${status}`}`)
}
