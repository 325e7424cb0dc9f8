import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** A program that a test needs from the system. */
export interface Need {
  program: string
  /** The Debian package that has it. */
  package: string
  /** Where else it may be. */
  places?: readonly string[]
}

/**
 * The path of a program: found, or installed by name with apt where this is root on Debian, saying so. Undefined, saying how
 * to get it, where it can do neither.
 */
export function findOrInstall({ program, package: name, places = [] }: Need): string | undefined {
  const found = find(program, places)
  if (found !== undefined) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write(`tests need ${program}: installing the Debian package ${name} with apt\n`)
    const apt = (...argv: string[]) =>
      spawnSync('apt-get', argv, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
        .status === 0
    if (apt('install', '-y', '--no-install-recommends', name)) return find(program, places)
    if (apt('update') && apt('install', '-y', '--no-install-recommends', name)) return find(program, places)
  }
  process.stderr.write(`NOT RUN for want of ${program}: install it (Debian: apt-get install ${name})\n`)
  return undefined
}

function find(program: string, places: readonly string[]): string | undefined {
  const place = places.find((path) => existsSync(path))
  if (place !== undefined) return place
  try {
    return execFileSync('sh', ['-c', 'command -v "$1"', 'sh', program], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}
