import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'

enableCompileCache()
// Lines of a log die young: a small nursery keeps a 1 GB log within 400 MB at the same speed (docs/benchmarks.md).
setFlagsFromString('--max-semi-space-size=4')
// A clone runs its sources as they are; the package has only what was built.
const source = new URL('../src/cli/main.ts', import.meta.url)
const { main } = await import(existsSync(source) ? source.href : new URL('../dist/cli/main.js', import.meta.url).href)
process.stdout.on('error', (fault) => {
  if (fault.code !== 'EPIPE') throw fault
})
process.exitCode = await main(process.argv.slice(2))
