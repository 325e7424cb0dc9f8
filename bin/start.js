import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'

enableCompileCache()
// A clone runs its sources as they are; the package has only what was built.
const source = new URL('../src/cli/main.ts', import.meta.url)
const { main } = await import(existsSync(source) ? source.href : new URL('../dist/cli/main.js', import.meta.url).href)
process.stdout.on('error', (fault) => {
  if (fault.code !== 'EPIPE') throw fault
})
process.exitCode = await main(process.argv.slice(2))
