import { closeSync, openSync } from 'node:fs'
import { type Vocabulary, vocabularyOf } from '../analysts/logs/templates/coarsen-shape.ts'
import { contentStart } from '../analysts/logs/templates/content-start.ts'
import { type HeaderModel, inferHeader } from '../analysts/logs/templates/header-model.ts'
import { writeShape } from '../analysts/logs/templates/line-shape.ts'
import { LONGEST_LINE } from '../analysts/logs/templates/shape-table.ts'
import { readLines } from './mine-log-file-lines.ts'
import { messageOfJson } from './mine-log-file-shard.ts'

const SAMPLE_BYTES = 1 << 20
const SAMPLE_LINES = 4000
/** The header stands in front; of a sampled line no more is needed. */
const SAMPLED_LENGTH = 400

export interface LogForm {
  header: HeaderModel
  isJson: boolean
}

/** What the first lines of a log file tell about its form. */
export function logForm(path: string): LogForm {
  const lines: string[] = []
  eachSampled(path, (bytes, start, end) => {
    lines.push(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8'))
  })
  const filled = lines.filter((line) => line.trim() !== '')
  const messages = filled.map(messageOfJson).filter((message) => message !== undefined)
  const isJson = filled.length > 0 && messages.length >= 0.9 * filled.length
  const sample = (isJson ? messages : filled).map((line) => line.slice(0, SAMPLED_LENGTH))
  return { header: inferHeader(sample), isJson }
}

/** The words of the first lines of a log file, read when they are asked for first. */
export function sampleVocabulary(path: string, header: HeaderModel, isJson: boolean): () => Vocabulary {
  let vocabulary: Vocabulary | undefined
  return () => {
    vocabulary ??= readVocabulary(path, header, isJson)
    return vocabulary
  }
}

function readVocabulary(path: string, header: HeaderModel, isJson: boolean): Vocabulary {
  const shapes: Uint8Array[] = []
  const out = new Uint8Array(LONGEST_LINE + 8)
  eachSampled(path, (bytes, start, end) => {
    const line = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
    const message = isJson ? Buffer.from(messageOfJson(line.toString('utf8')) ?? line) : line
    const length = writeShape(message, contentStart(message, 0, message.length, header), message.length, out)
    shapes.push(out.slice(0, length))
  })
  return vocabularyOf(shapes)
}

function eachSampled(path: string, take: (bytes: Uint8Array, start: number, end: number) => void): void {
  const file = openSync(path, 'r')
  let lines = 0
  try {
    readLines(file, 0, SAMPLE_BYTES, (bytes, start, end) => {
      if (lines++ < SAMPLE_LINES) take(bytes, start, end)
    })
  } finally {
    closeSync(file)
  }
}
