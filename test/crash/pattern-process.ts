/**
 * A process for crash tests: one pattern at work on a store that outlives it; says `work N` at the Nth piece of work, and prints what came of it. Arguments: the pattern, the database, a file
 * into which every piece of work that was begun is written.
 */
import { appendFileSync } from 'node:fs'
import type { Finding } from '../../src/core/finding.ts'
import type { Assignment, Member } from '../../src/core/member.ts'
import { databaseEngine } from '../../src/engine/database-engine.ts'
import { sqliteDatabase } from '../../src/engine/store/sqlite-database.ts'
import { coordinate } from '../../src/patterns/coordinate.ts'
import { debate } from '../../src/patterns/debate.ts'
import { hierarchy } from '../../src/patterns/hierarchy.ts'
import { mesh } from '../../src/patterns/mesh.ts'
import { pipeline } from '../../src/patterns/pipeline.ts'

const [pattern = '', path = '', log = ''] = process.argv.slice(2)

let begun = 0
function begin(what: string): void {
  appendFileSync(log, `${what}\n`)
  process.stdout.write(`work ${++begun}\n`)
}

/** Takes a while, in two steps, and says something of what it was told. */
function worker(name: string): Member {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 25))
  return {
    name,
    async work(run, { question, findings, parts }) {
      const seen = await run.step('look', async () => {
        begin(`${run.id} look`)
        await pause()
        return findings.map(({ agent }) => agent).sort()
      })
      return run.step('think', async () => {
        begin(`${run.id} think`)
        await pause()
        const finding: Finding = {
          agent: name,
          component: name,
          cause: 'unknown',
          signal: 'test',
          role: 'cause',
          strength: 0.5,
          summary: `${name} after ${seen.slice(0, 3).join('+')}`,
          citations: [{ source: 'a', line: 1, quote: 'q' }],
        }
        const gaps =
          question.startsWith('What') && name === 'a' ? [{ agent: 'b', question: 'Why?', why: 'It is not clear.' }] : []
        return {
          summary: `${name} ${question}`,
          confidence: 0.7,
          position: name < 'c' ? 'x' : 'y',
          findings: findings.length > 6 ? [] : [finding],
          gaps: parts.length > 5 ? [] : gaps,
        }
      })
    },
  }
}

const [a, b, c] = ['a', 'b', 'c'].map(worker) as [Member, Member, Member]
const PATTERNS: Record<string, () => Member> = {
  coordinate: () =>
    coordinate({
      name: 'p',
      members: [a, b, c],
      synthesis: worker('lead'),
      supervise: ({ id }) =>
        id === 'b' ? { why: 'more', add: [{ id: 'again', agent: 'c', question: 'Again?', after: ['b'] }] } : undefined,
    }),
  pipeline: () => pipeline({ name: 'p', stages: [a, b, c, worker('d')] }),
  debate: () => debate({ name: 'p', sides: [a, b, c], judge: worker('judge'), rounds: 2 }),
  hierarchy: () =>
    hierarchy({
      name: 'p',
      head: worker('head'),
      teams: [
        { name: 't1', manager: worker('m'), workers: [a, b] },
        { name: 't2', workers: [c] },
      ],
    }),
  mesh: () => mesh({ name: 'p', peers: [a, b, c], hopLimit: 2 }),
}

const engine = await databaseEngine({ database: sqliteDatabase(path) })
const member = PATTERNS[pattern]?.()
if (!member) throw new Error(pattern)
const assignment: Assignment = { question: 'What broke?', findings: [], parts: [] }
const handle = await engine.start(
  { name: 'pattern', run: (run, given: Assignment) => member.work(run, given) },
  assignment,
  { key: 'once' },
)
process.stdout.write(`result ${JSON.stringify(await handle.result())}\n`)
await engine.close()
