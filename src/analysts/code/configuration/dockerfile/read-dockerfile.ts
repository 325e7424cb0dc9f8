/** One instruction with its continuation lines and here-documents. */
export interface Instruction {
  /** In capitals: `FROM`. */
  keyword: string
  /** What follows the keyword, lines joined with a blank, comments left out. */
  text: string
  line: number
  endLine: number
}

/** A stage of a build: what follows one `FROM`. */
export interface BuildStage {
  from: Instruction
  image: string
  name: string
  instructions: readonly Instruction[]
}

export interface Dockerfile {
  instructions: readonly Instruction[]
  stages: readonly BuildStage[]
}

/** Longer instructions are cut off. Characters. */
const LONGEST = 10_000

/** A Dockerfile, line by line; what is no instruction is left out. */
export function readDockerfile(text: string): Dockerfile {
  const instructions = instructionsIn(text.split('\n').map((line) => line.replace(/\r$/, '')))
  return { instructions, stages: stagesOf(instructions) }
}

function instructionsIn(lines: readonly string[]): Instruction[] {
  const continuation = /^#\s*escape\s*=\s*`/im.test(lines.slice(0, 5).join('\n')) ? '`' : '\\'
  const instructions: Instruction[] = []
  let at = 0
  while (at < lines.length) {
    const start = /^\s*([A-Za-z]+)(?:\s+(.*))?$/.exec(lines[at] ?? '')
    if (start === null) {
      at++
      continue
    }
    const { text, next } = wholeText(lines, at, start[2] ?? '', continuation)
    instructions.push({ keyword: (start[1] ?? '').toUpperCase(), text, line: at + 1, endLine: next })
    at = next
  }
  return instructions
}

/** The text of an instruction that begins at a line, and the line after its end. */
function wholeText(
  lines: readonly string[],
  at: number,
  first: string,
  continuation: string,
): { text: string; next: number } {
  const parts = [first]
  let next = at + 1
  while (next < lines.length && (parts.at(-1) ?? '').trimEnd().endsWith(continuation)) {
    parts.push((parts.pop() ?? '').trimEnd().slice(0, -1))
    while (/^\s*(?:#|$)/.test(lines[next] ?? '#') && next < lines.length) next++
    if (next < lines.length) parts.push(lines[next++] ?? '')
  }
  for (const [, end] of first.matchAll(/<<-?["']?(\w+)["']?/g)) {
    while (next < lines.length && lines[next]?.trim() !== end) parts.push(`${lines[next++] ?? ''} ;`)
    next = Math.min(next + 1, lines.length)
  }
  return { text: parts.join(' ').trim().slice(0, LONGEST), next }
}

function stagesOf(instructions: readonly Instruction[]): BuildStage[] {
  const stages: { from: Instruction; image: string; name: string; instructions: Instruction[] }[] = []
  for (const one of instructions) {
    if (one.keyword !== 'FROM') {
      stages.at(-1)?.instructions.push(one)
      continue
    }
    const [image = '', , name = ''] = one.text.split(/\s+/).filter((word) => !word.startsWith('--'))
    stages.push({ from: one, image, name: name.toLowerCase(), instructions: [] })
  }
  return stages
}
