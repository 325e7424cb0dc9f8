/**
 * Makes package-lock.json portable: drops download addresses, and adds the platform-specific optional packages that npm
 * leaves out when the registry at hand does not offer them (a lock without them fails `npm ci` everywhere).
 */
import { readFileSync, writeFileSync } from 'node:fs'

interface LockEntry {
  version?: string
  resolved?: string
  dev?: boolean
  license?: string
  optionalDependencies?: Record<string, string>
  [key: string]: unknown
}

const OPERATING_SYSTEM = /android|darwin|freebsd|linux|win32|openbsd|netbsd|openharmony/
const PROCESSOR = /arm64|x64|arm|ia32|ppc64|s390x|riscv64|loong64|wasm32/

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, LockEntry> }
for (const entry of Object.values({ ...lock.packages })) {
  delete entry.resolved
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    lock.packages[`node_modules/${name}`] ??= platformEntry(name, version, entry)
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)

function platformEntry(name: string, version: string, parent: LockEntry): LockEntry {
  const os = OPERATING_SYSTEM.exec(name)?.[0]
  const cpu = PROCESSOR.exec(name)?.[0]
  return {
    version,
    ...(parent.dev && { dev: true }),
    ...(parent.license && { license: parent.license }),
    optional: true,
    ...(cpu && { cpu: [cpu] }),
    ...(name.endsWith('-musl') && { libc: ['musl'] }),
    ...(os && { os: [os] }),
  }
}
