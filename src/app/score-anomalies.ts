import { readFile } from 'node:fs/promises'
import { noveltyScores } from '../analysts/metrics/novelty.ts'
import { messageOf, WatchfloorFault } from '../core/fault.ts'
import { parseValueRows } from '../formats/value-rows.ts'

export interface ScoredRow {
  timestamp: string
  value: number
  /** 0 to 1. */
  score: number
}

/** Scores every row of a CSV file. Throws a WatchfloorFault for a file that cannot be read or is not such a table. */
export async function scoreAnomalies(path: string, column?: string): Promise<ScoredRow[]> {
  const rows = parseRows(await textOf(path), path, column)
  const scores = noveltyScores(rows.map(({ value }) => value))
  return rows.map((row, index) => ({ ...row, score: scores[index] ?? 0 }))
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new WatchfloorFault('not-found', `There is no file ${path}.`, { cause: thrown })
    if (code === 'EISDIR')
      throw new WatchfloorFault('unreadable', `${path} is a folder; name a CSV file.`, { cause: thrown })
    throw new WatchfloorFault('unreadable', `${path} cannot be read: ${messageOf(thrown)}`, { cause: thrown })
  }
}

function parseRows(text: string, path: string, column: string | undefined) {
  try {
    const rows = parseValueRows(text, column)
    if (rows.length > 0) return rows
  } catch (thrown) {
    throw new WatchfloorFault('invalid-input', `${path} is not a table of timestamp and value: ${messageOf(thrown)}.`, {
      cause: thrown,
    })
  }
  throw new WatchfloorFault('invalid-input', `${path} holds no rows.`)
}
