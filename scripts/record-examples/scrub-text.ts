import { homedir, hostname, tmpdir } from 'node:os'
import { resolve } from 'node:path'

/** What identifies the machine that recorded. */
export interface Machine {
  repository: string
  program: string
  temporary: string
  home: string
  host: string
}

export function thisMachine(): Machine {
  return {
    repository: resolve(import.meta.dirname, '../..'),
    program: process.execPath,
    temporary: tmpdir(),
    home: homedir(),
    host: hostname(),
  }
}

/**
 * Takes paths and the host's name out of recorded text: the sources of a service move to `/srv/<service>/src/`, its
 * libraries to `/srv/<service>/node_modules/`, everything else of this machine to a neutral place.
 */
export function scrubText(text: string, service: string, machine: Machine): string {
  const root = `/srv/${service}`
  const scripts = `${machine.repository}/scripts/record-examples`
  const places: [string, string][] = [
    [machine.program, '/usr/local/bin/node'],
    [`file://${scripts}/shop/`, `${root}/src/`],
    [`${scripts}/shop/`, `${root}/src/`],
    [`file://${scripts}/`, `${root}/src/`],
    [`${scripts}/`, `${root}/src/`],
    [`file://${machine.repository}/`, `${root}/`],
    [`${machine.repository}/`, `${root}/`],
    [`${machine.temporary}/`, `${root}/`],
    [machine.home.length > 5 ? machine.home : '\0', root],
    [machine.host.length > 3 ? machine.host : '\0', 'shop-host'],
  ]
  return places.reduce((found, [from, to]) => found.replaceAll(from, to), text)
}
