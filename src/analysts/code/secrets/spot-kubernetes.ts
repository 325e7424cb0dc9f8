import { isPlaceholder, isReference, isStandInPassword } from './placeholder.ts'
import type { SecretMatch } from './secret-rule.ts'
import { decoded, matchAt, type Spot, spotted } from './spot.ts'

const KIND = { id: 'kubernetes-secret', what: 'value of a Kubernetes Secret' }
const KIND_FORM = /kind["']?[ \t]{0,4}:[ \t]{0,4}["']?Secret["']?(?=[\s,;#}]|$)/y
/** How far around the line that says it the document is looked at. */
const REACH = 8000
const NEXT = /^(?:---|\.\.\.|kind:)/m
const KIND_LENGTH = 4
const FIELD = /(?:^[ \t]{0,100}|[{,][ \t]{0,20})["']?(data|stringData)["']?[ \t]{0,20}:[ \t]{0,20}(?:\{|\r?$|#)/gm
const ENTRY =
  /["']?([\w.-]{1,200})["']?[ \t]{0,10}:[ \t]{0,10}(?:!!binary[ \t]{1,4})?(?:[|>][-+]?[ \t]{0,4}\r?\n[ \t]{1,60})?["']?([A-Za-z0-9+/=]{8,4000})["']?[ \t]{0,10}(?=[\r\n,}#]|$)/g
/** Entries that say who or where, and what anyone may see. */
const OPEN_ENTRY =
  /^(?:user(?:name)?|login|email|host(?:name)?|port|database|db|dbname|namespace|region|bucket|endpoint|url|ca\.crt|tls\.crt)$/i
const MOST_LINES = 200
const MOST_FIELDS = 4

/** A Secret with its data in the manifest. A template, a sealed and a referenced secret say nothing. */
export const kubernetesSecrets: Spot = {
  words: ['kind'],
  exact: true,
  find: (text, at) => {
    if (matchAt(KIND_FORM, text, at) === undefined) return undefined
    const { from, to } = documentAround(text, at)
    return valueIn(text.slice(from, to), from)
  },
}

/** From the mark or the `kind` before to the one after. */
function documentAround(text: string, at: number): { from: number; to: number } {
  const reached = Math.max(0, at - REACH)
  const kind = text.slice(reached, at).lastIndexOf('\nkind:')
  const low = kind < 0 ? reached : reached + kind + 5
  const mark = text.slice(low, at).lastIndexOf('\n---')
  const after = text.slice(at + KIND_LENGTH, at + REACH).search(NEXT)
  return { from: mark < 0 ? low : low + mark + 4, to: after < 0 ? at + REACH : at + KIND_LENGTH + after }
}

function valueIn(document: string, offset: number): SecretMatch | undefined {
  for (const field of document.matchAll(FIELD).take(MOST_FIELDS)) {
    const block = blockAfter(document, field.index, field[0].length)
    for (const entry of block.matchAll(ENTRY)) {
      const value = entry[2] ?? ''
      if (OPEN_ENTRY.test(entry[1] ?? '') || !isLive(value, field[1] === 'data')) continue
      const start = offset + field.index + entry.index + entry[0].indexOf(value)
      return spotted(KIND, start, start + value.length, 0.85)
    }
  }
  return undefined
}

/** The field and what is indented deeper than it; in JSON, what comes up to the closing brace. */
function blockAfter(document: string, at: number, length: number): string {
  const rest = document.slice(at, at + REACH)
  if (rest.slice(0, length).trimEnd().endsWith('{')) {
    const end = rest.indexOf('}', length)
    return end < 0 ? rest : rest.slice(0, end)
  }
  const indent = /^[ \t]*/.exec(rest)?.[0].length ?? 0
  const lines = rest.split('\n', MOST_LINES)
  const end = lines.findIndex((line, index) => index > 0 && line.trim() !== '' && line.search(/\S/) <= indent)
  return lines.slice(0, end < 0 ? undefined : end).join('\n')
}

function isLive(value: string, isCoded: boolean): boolean {
  if (!isCoded) return !isReference(value) && !isStandInPassword(value) && /\d/.test(value)
  if (value.length % 4 !== 0 && value.includes('=')) return false
  const plain = decoded(value)
  if (plain === undefined || plain === '') return false
  return !isPlaceholder(plain.trim()) && !/BEGIN (?:CERTIFICATE|PUBLIC)/.test(plain)
}
