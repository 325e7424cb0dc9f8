import { type JsonScalar, scalarsOf } from './json-scalars.ts'
import { isSecretOption } from './mask-keyed-values.ts'
import type { Masker } from './masker.ts'
import { suspectsAmong } from './suspects-among.ts'

/** Characters that are read at once. */
const PART = 32 * 1024

/**
 * The pieces of a JSON text (or of several, one after the other) with every string masked by itself, so that it reads as before: the same shape,
 * the same lines, and whatever holds no secret as it was written, to the last digit. Only a number that its field calls a secret becomes a
 * placeholder. The text must be JSON: of another it throws a `SyntaxError`, or gives one of the same kind.
 */
export function* maskJson(masker: Masker, text: string): Generator<string> {
  // Of two fields none becomes the other.
  masker.leaveTaken(text)
  const maskNumber = numberMasker(masker)
  let done = 0
  for (const part of partsOf(scalarsOf(text))) {
    const strings = part.filter(({ isNumber }) => !isNumber)
    const suspects = suspectsAmong(strings)
    const changed: string[] = []
    for (const scalar of part) {
      if (!scalar.isNumber && !suspects.has(scalar) && !isAnnounced(scalar)) continue
      const masked = scalar.isNumber ? maskNumber(scalar) : maskString(masker, scalar)
      if (masked === scalar.text) continue
      changed.push(text.slice(done, scalar.start), JSON.stringify(masked))
      done = scalar.end
    }
    const end = part.at(-1)?.end ?? done
    yield changed.join('') + text.slice(done, end)
    done = end
  }
  yield text.slice(done)
}

function* partsOf(scalars: Iterable<JsonScalar>): Generator<JsonScalar[]> {
  let part: JsonScalar[] = []
  for (const scalar of scalars) {
    part.push(scalar)
    if (scalar.end - (part[0]?.start ?? 0) < PART) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}

function isAnnounced({ before }: JsonScalar): boolean {
  return before !== undefined && isSecretOption(before)
}

function maskString(masker: Masker, scalar: JsonScalar): string {
  return isAnnounced(scalar) ? masker.maskWhole(scalar.text, 'password') : masker.maskField(scalar.key, scalar.text)
}

/** Most numbers stand in fields that are met over and over, and announce nothing. */
function numberMasker(masker: Masker): (number: JsonScalar) => string {
  const announcing = new Map<string, boolean>()
  return ({ key, text }) => {
    if (key === undefined) return text
    const says = announcing.get(key) ?? masker.announces(key)
    announcing.set(key, says)
    return says ? masker.maskAnnounced(key, text) : text
  }
}
