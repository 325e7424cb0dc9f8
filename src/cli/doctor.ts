import { availableParallelism, freemem } from 'node:os'
import { specialistNames } from '../app/specialist-names.ts'
import { version } from '../app/version.ts'

interface Check {
  name: string
  state: 'works' | 'not configured' | 'fails'
  note: string
}

/** `watchfloor doctor`: what is configured and what works. Status 0 unless something that is configured fails. */
export async function doctor(options: { json: boolean }, out: NodeJS.WritableStream): Promise<number> {
  const checks = [runtime(), threads(), memory(), specialists(), model(), engine()]
  out.write(
    options.json
      ? `${JSON.stringify({ version: version(), checks })}\n`
      : `watchfloor ${version()}\n${checks.map(({ name, state, note }) => `  ${name.padEnd(12)} ${state.padEnd(15)} ${note}\n`).join('')}`,
  )
  return checks.some(({ state }) => state === 'fails') ? 1 : 0
}

function runtime(): Check {
  const major = Number(process.versions.node.split('.')[0])
  return { name: 'node', state: major >= 24 ? 'works' : 'fails', note: `${process.version}; 24 or later is needed` }
}

function threads(): Check {
  return { name: 'threads', state: 'works', note: `${availableParallelism()} cores for specialists with much to read` }
}

function memory(): Check {
  const free = Math.round(freemem() / 1048576)
  return { name: 'memory', state: 'works', note: `${free} MiB free; logs are streamed, a 1 GB log needs about 400 MiB` }
}

function specialists(): Check {
  return {
    name: 'specialists',
    state: 'works',
    note: specialistNames()
      .map(({ name }) => name)
      .join(', '),
  }
}

function model(): Check {
  return { name: 'model', state: 'not configured', note: 'none; every specialist works without one' }
}

function engine(): Check {
  return { name: 'engine', state: 'works', note: 'in memory; a run ends with the process' }
}
