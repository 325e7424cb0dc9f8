import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { mineLogFile } from '../src/app/mine-log-file.ts'

/**
 * Measures `watchfloor logs patterns` on a log file that it writes: `node scripts/bench-logs.ts [MB]`. Prints the speed,
 * CPU time (user and system) for each MB, the largest memory, and how much faster two workers are than one, beside how much
 * faster the machine is with two threads that share nothing: on two hardware threads of one core that is far below 2.
 */
const MEGABYTES = Number(process.argv[2] ?? 100)

const WORDS = 'cache queue session worker replica snapshot lease quota token index'.split(' ')
const LINES: ((n: number) => string)[] = [
  (n) =>
    `INFO [main] shop.cart.CartService: Added item ${n} to cart cart-${n * 7} of customer ${hex(n)} in ${n % 900} ms`,
  (n) =>
    `WARN [pool-${n % 9}] shop.pay.PayClient: Retrying POST https://pay.example/v1/charges/${hex(n)} attempt ${n % 5}`,
  (n) =>
    `INFO [pool-${n % 9}] shop.http.Access: 10.1.${n % 250}.${n % 199}:${n % 60000} "GET /items/${n}?page=${n % 9}" 200 ${n % 9999}`,
  (n) => `ERROR [main] shop.store.Store: Failed to write /var/data/${hex(n)}/part-${n % 99}: no space left on device`,
  (n) =>
    `DEBUG [gc] shop.mem.Collector: Heap ${n % 512}.${n % 10} MB (${n % 100}%) after full collection, paused ${n % 90}.${n % 7}ms`,
  (n) =>
    `INFO [pool-${n % 9}] shop.jobs.Runner: The ${WORDS[n % WORDS.length]} was refreshed by job ${n} with key=${hex(n * 3)} size=${n % 4096}`,
]

function hex(n: number): string {
  return (Math.imul(n + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')
}

function writeLog(path: string, megabytes: number): void {
  const file = openSync(path, 'w')
  let n = 0
  for (let written = 0; written < megabytes * 1e6; ) {
    let block = ''
    for (let i = 0; i < 5000; i++, n++) {
      const time = new Date(1_767_225_600_000 + n * 37).toISOString()
      block += `${time} ${LINES[hex(n).charCodeAt(0) % LINES.length]?.(n)}\n`
    }
    written += writeSync(file, block)
  }
  closeSync(file)
}

async function seconds(path: string, workers: number): Promise<number> {
  const start = performance.now()
  await mineLogFile(path, { workers })
  return (performance.now() - start) / 1000
}

const SPIN = 'let x = 0; for (let i = 0; i < 6e8; i++) x = (Math.imul(x, 31) + i) | 0'

async function spinSeconds(threads: number): Promise<number> {
  const start = performance.now()
  await Promise.all(
    Array.from({ length: threads }, () => new Promise((done) => new Worker(SPIN, { eval: true }).on('exit', done))),
  )
  return (performance.now() - start) / 1000
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function measureCommand(path: string): { cpu: number; wall: number; memory: number } {
  const program = [
    `const { logsPatterns } = await import(${JSON.stringify(new URL('../src/cli/logs-patterns.ts', import.meta.url).href)})`,
    'const { createWriteStream } = await import("node:fs")',
    'const start = performance.now()',
    `await logsPatterns([${JSON.stringify(path)}], { json: true }, createWriteStream("/dev/null"))`,
    'const use = process.resourceUsage()',
    'console.log(JSON.stringify({ cpu: (use.userCPUTime + use.systemCPUTime) / 1e3, wall: (performance.now() - start) / 1e3, memory: use.maxRSS / 1024 }))',
  ].join('\n')
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  return JSON.parse(stdout)
}

const folder = mkdtempSync(join(tmpdir(), 'bench-logs-'))
try {
  const path = join(folder, 'bench.log')
  writeLog(path, MEGABYTES)
  const megabytes = statSync(path).size / 1e6
  const { cpu, wall, memory } = measureCommand(path)
  console.log(`file        ${megabytes.toFixed(0)} MB`)
  console.log(`speed       ${(megabytes / wall).toFixed(1)} MB/s, the answers written as JSON lines`)
  console.log(`CPU         ${(cpu / megabytes).toFixed(1)} ms/MB`)
  console.log(`memory      ${memory.toFixed(0)} MB at most`)
  const ratios: number[] = []
  const ceilings: number[] = []
  for (let round = 0; round < 5; round++) {
    ratios.push((await seconds(path, 1)) / (await seconds(path, 2)))
    ceilings.push((2 * (await spinSeconds(1))) / (await spinSeconds(2)))
  }
  console.log(
    `two workers ${median(ratios).toFixed(2)} times as fast as one; two threads that share nothing do ${median(ceilings).toFixed(2)} times as much here`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
