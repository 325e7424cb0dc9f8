import { quoteWord } from '../../safety/shell-quote.ts'
import { visibleText } from './visible-text.ts'

/** A command to be shown: ready to be copied, or only to be looked at. */
export type ShownCommand = { copyable: true; words: readonly string[] } | { copyable: false; text: string; why: string }

const LONGEST = 2000

/**
 * A command as it may be shown. Where making it visible would change it (control characters, text that runs against the
 * reading direction) or it is very long, it is shown for reading only: nobody shall paste what they cannot see.
 */
export function showCommand(argv: readonly string[]): ShownCommand {
  const words = argv.map((word, index) => quoteWord(word.replaceAll('\0', '␀'), index === 0))
  const line = words.join(' ')
  if (line.length > LONGEST) return { copyable: false, text: visibleText(line, 160), why: 'too long to be shown whole' }
  const hidden = argv.some((word) => visibleText(word) !== word)
  return hidden
    ? { copyable: false, text: visibleText(line, 400), why: 'it holds characters that cannot be seen' }
    : { copyable: true, words }
}

/** A command on one line, for a table or a list of facts. */
export function commandText(argv: readonly string[]): string {
  const shown = showCommand(argv)
  return shown.copyable ? shown.words.join(' ') : `${shown.text} (${shown.why})`
}
