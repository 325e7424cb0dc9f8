import type { TextDocument } from '../../core/evidence.ts'

const HEADING = /^#{1,6}\s+(.+)$/

/** The text of a heading; undefined for any other line. */
export function headingOf(line: string): string | undefined {
  return HEADING.exec(line)?.[1]?.trim()
}

/** The first heading, else the name of the file in words. */
export function titleOf({ source, text }: TextDocument): string {
  const heading = text
    .split('\n')
    .map(headingOf)
    .find((title) => title !== undefined)
  return heading ?? fileWords(source)
}

/** The name of a file as words. */
export function fileWords(source: string): string {
  return (source.split('/').at(-1) ?? source).replace(/\.\w+$/, '').replace(/[-_]+/g, ' ')
}
