const HEADING = /^(#{1,6}) ([^#\n]*)$/

export function heading(line: string): string | undefined {
  const match = HEADING.exec(line)
  return match?.[2]
}
