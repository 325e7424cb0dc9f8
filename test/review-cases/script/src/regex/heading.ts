const HEADING = /^(#+)\s*(.*?)\s*#*\s*$/

export function heading(line: string): string | undefined {
  const match = HEADING.exec(line)
  return match?.[2]
}
