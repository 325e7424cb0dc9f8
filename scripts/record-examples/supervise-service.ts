import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { CAN_SHARE_PORT } from './shop/port-sharing.ts'

export interface Deployment {
  service: string
  version: string
  port: number
  /** Limit of the JavaScript heap in MiB. */
  heapMegabytes?: number
  environment: Record<string, string>
}

/** Keeps one service running: starts it, restarts it after a crash, replaces it by another version. */
export interface SupervisedService {
  /** Starts the new version beside the old one, then stops the old one; the other way round where a port cannot be shared. */
  deploy(deployment: Deployment): Promise<void>
  stop(): Promise<void>
  /** Times of unexpected ends, in milliseconds since the Unix epoch. */
  crashes: number[]
}

/** As in a container with one processor: the garbage collector has no threads of its own. */
const SMALL_CONTAINER = ['--max-semi-space-size=2', '--single-threaded-gc']

const RESTART_DELAY_MILLISECONDS = 6000

/** Standard output and error of the service go to `logFile` as JSON lines, as a log collector gathers them. `cwd` holds nothing of interest. */
export async function superviseService(first: Deployment, logFile: string, cwd: string): Promise<SupervisedService> {
  const log = createWriteStream(logFile)
  const crashes: number[] = []
  let current: ChildProcess | undefined
  let stopping = false
  const note = ({ service }: Deployment, level: string, message: string) => supervisorLine(log, service, level, message)

  const start = async (deployment: Deployment) => {
    const child = spawnService(deployment, cwd)
    collectOutput(child, deployment.service, log)
    await isReady(child, deployment.port)
    current = child
    child.once('exit', async (code, signal) => {
      if (stopping || current !== child) return
      crashes.push(Date.now())
      note(deployment, 'error', `process exited: ${signal ? `signal ${signal}` : `code ${code}`}`)
      await delay(RESTART_DELAY_MILLISECONDS)
      if (stopping || current !== child) return
      note(deployment, 'info', `starting ${deployment.service} ${deployment.version} again, restart ${crashes.length}`)
      await start(deployment)
    })
  }
  const stopOnPurpose = async (child: ChildProcess | undefined) => {
    current = undefined
    await end(child)
  }
  await start(first)
  return {
    crashes,
    async deploy(deployment) {
      const previous = current
      note(deployment, 'info', `deploying ${deployment.service} ${deployment.version}`)
      if (!CAN_SHARE_PORT) await stopOnPurpose(previous)
      await start(deployment)
      await end(previous)
    },
    async stop() {
      stopping = true
      await end(current)
      log.end()
    },
  }
}

function spawnService({ service, version, port, heapMegabytes, environment }: Deployment, cwd: string): ChildProcess {
  const program = join(import.meta.dirname, 'shop', `${service === 'web-gateway' ? 'gateway' : service}.ts`)
  const flags = heapMegabytes ? [`--max-old-space-size=${heapMegabytes}`, ...SMALL_CONTAINER] : []
  // The channel to this process lets a service end by itself should the recorder be killed.
  return spawn(process.execPath, ['--no-warnings', ...flags, program], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { PATH: process.env.PATH ?? '', ...environment, VERSION: version, PORT: String(port) },
  })
}

/** What comes on standard error is not JSON (V8 writes there when the heap is full); it is wrapped line by line. */
function collectOutput(child: ChildProcess, service: string, log: WriteStream): void {
  if (child.stdout) createInterface(child.stdout).on('line', (line) => log.write(`${line}\n`))
  if (!child.stderr) return
  createInterface(child.stderr).on('line', (message) => {
    if (message.trim() === '') return
    log.write(
      `${JSON.stringify({ timestamp: new Date().toISOString(), service, level: 'error', stream: 'stderr', message })}\n`,
    )
  })
}

function supervisorLine(log: WriteStream, service: string, level: string, message: string): void {
  log.write(
    `${JSON.stringify({ timestamp: new Date().toISOString(), service, level, logger: 'supervisor', message })}\n`,
  )
}

async function isReady(child: ChildProcess, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const failed = () => reject(new Error(`the service for port ${port} ended before it was ready`))
  child.once('exit', failed)
  child.stdout?.on('data', function ready(chunk: Buffer) {
    if (!chunk.includes(' ready')) return
    child.stdout?.off('data', ready)
    child.off('exit', failed)
    resolve()
  })
  await promise
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 6000)
  await ended
  clearTimeout(timer)
}
