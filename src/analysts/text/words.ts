const STOP_WORDS = new Set(
  'the a an and or of to in is it for on with this that as by be are was from at not if you your can will has have when which'.split(
    ' ',
  ),
)

/** The words of a text for searching, in lower case. CamelCase alert names are taken apart, so that KubePodCrashLooping meets "crash looping". */
export function searchWords(text: string): string[] {
  return text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && !STOP_WORDS.has(word))
}

const ASKING = new Set(
  'how do does did what where why who should could would we me my our us there any get tell please'.split(' '),
)

/** The words of a question that say what it is about, each once; all of them where nothing else is left. */
export function questionWords(question: string): string[] {
  const words = [...new Set(searchWords(question))]
  const telling = words.filter((word) => !ASKING.has(word))
  return telling.length > 0 ? telling : words
}
