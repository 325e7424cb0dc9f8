import { maskSecrets } from '../safety/mask.ts'

const LONGEST = 120
const MOST_KNOWN = 2_000

/** Words of letters and a few short numbers, as most names are. */
const PLAIN = /^(?:[A-Za-z]{1,20}|\d{1,4})(?:[ ._-](?:[A-Za-z]{1,20}|\d{1,4})){0,11}$/
/** What announces a credential. */
const ANNOUNCES = /pass|pwd|secret|token|key|auth|bearer|basic|cookie|session|cred|pin|code|login|user/i
/** As few digits are no number of a phone, a card or an account. */
const MOST_DIGITS = 6

/** Names as they may be shown: whoever writes an agent, a tool or a workflow chooses them. */
export function shownNames(): (text: string) => string {
  const shown = new Map<string, string>()
  return (text) => {
    if (isPlain(text)) return text
    const known = shown.get(text)
    if (known !== undefined) return known
    const masked = maskSecrets(text.slice(0, 2 * LONGEST)).slice(0, LONGEST)
    if (shown.size >= MOST_KNOWN) shown.clear()
    shown.set(text, masked)
    return masked
  }
}

/** Whether there is nothing in it that could be masked; it is asked for every step, and masking takes its time. */
function isPlain(text: string): boolean {
  return (
    text.length <= LONGEST && PLAIN.test(text) && !ANNOUNCES.test(text) && text.replace(/\D/g, '').length <= MOST_DIGITS
  )
}
