import type { ClusterEvent } from '../cluster.ts'
import { citeLine, type DocumentLine } from './document-lines.ts'

/** In a description: Type, Reason, Age, From, Message. */
const DESCRIBED = /^\s*(Normal|Warning)\s+(\S+)\s+(.*?)\s{2,}(\S+)\s{2,}(\S.*)$/
/** From `kubectl get events`, with or without a namespace: Last seen, Type, Reason, Object, Message. */
const LISTED = /^\S[^A-Z]*?\s(Normal|Warning)\s+(\S+)\s+([a-z]+\/\S+)\s+(\S.*)$/

/** Reads the event that stands on a line of a description. */
export function describedEvent(line: DocumentLine): ClusterEvent | undefined {
  const match = DESCRIBED.exec(line.text)
  if (!match) return undefined
  return {
    isWarning: match[1] === 'Warning',
    reason: match[2] ?? '',
    message: match[5] ?? '',
    object: undefined,
    at: citeLine(line),
  }
}

/** Reads a row of `kubectl get events`. */
export function listedEvent(line: DocumentLine): ClusterEvent | undefined {
  const match = LISTED.exec(line.text)
  if (!match) return undefined
  return {
    isWarning: match[1] === 'Warning',
    reason: match[2] ?? '',
    message: match[4] ?? '',
    object: match[3],
    at: citeLine(line),
  }
}
