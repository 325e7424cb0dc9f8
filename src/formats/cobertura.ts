import type { FileCoverage } from '../core/coverage.ts'
import { coverageLines } from './coverage-lines.ts'
import { unescapeXml, xmlTags } from './xml-tags.ts'

/**
 * The lines of a Cobertura report (coverage-04.dtd) by file, with the paths as they stand there; where there is one source folder
 * only, it is put in front of them. Linear; throws on nothing.
 */
export function parseCobertura(text: string): Map<string, FileCoverage> {
  const lines = coverageLines()
  const sources: string[] = []
  let path = ''
  for (const tag of xmlTags(text)) {
    if (tag.isClosing) {
      if (tag.name === 'class') path = ''
    } else if (tag.name === 'source') sources.push(sourceAt(text, tag.end))
    else if (tag.name === 'class') path = pathIn(sources, tag.attributes.get('filename') ?? '')
    else if (tag.name === 'line') lines.add(path, tag.attributes.get('number') ?? '', tag.attributes.get('hits') ?? '')
  }
  return lines.done()
}

const LONGEST_PATH = 4_096

function sourceAt(text: string, from: number): string {
  const rest = text.slice(from, from + LONGEST_PATH)
  const end = rest.indexOf('<')
  return end < 0 ? '' : unescapeXml(rest.slice(0, end)).trim()
}

function pathIn(sources: readonly string[], file: string): string {
  const path = file.replaceAll('\\', '/')
  const [only] = sources
  const isPlain =
    sources.length !== 1 || only === undefined || only === '' || only === '.' || /^(?:\/|[A-Za-z]:)/.test(path)
  return isPlain ? path : `${only.replaceAll('\\', '/').replace(/\/$/, '')}/${path}`
}
