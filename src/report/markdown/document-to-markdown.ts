import type { Block, Inline } from '../document/block.ts'
import { codeSpan, escapeInline, fencedBlock, type Place } from './escape-markdown.ts'

/** Blocks as GitHub Flavored Markdown, ending in a line break. The only brackets and headings in it are ours. */
export function documentToMarkdown(blocks: readonly Block[]): string {
  return `${blocks
    .map(blockToMarkdown)
    .filter((text) => text !== '')
    .join('\n\n')}\n`
}

function blockToMarkdown(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escapeInline(block.text, 200)}`
    case 'paragraph':
      return inlineToMarkdown(block.content)
    case 'list':
      return block.items
        .map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${inlineToMarkdown(item)}`)
        .join('\n')
    case 'table':
      return tableToMarkdown(block.head, block.rows)
    case 'code':
      return fencedBlock(block.lines, block.language)
  }
}

function tableToMarkdown(head: readonly string[], rows: readonly (readonly (readonly Inline[])[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => (cell === '' ? ' ' : cell)).join(' | ')} |`
  return [
    line(head),
    line(head.map(() => '---')),
    ...rows.map((row) => line(row.map((cell) => inlineToMarkdown(cell, 'cell')))),
  ].join('\n')
}

/** Text at the start of a line cannot begin a block: every character that could is escaped wherever it stands. */
function inlineToMarkdown(content: readonly Inline[], place: Place = 'flow'): string {
  return content
    .map((piece) => pieceToMarkdown(piece, place))
    .join('')
    .trim()
}

function pieceToMarkdown(piece: Inline, place: Place): string {
  if (typeof piece === 'string') return keepEdges(piece, place)
  if ('evidence' in piece) return `\\[E${piece.evidence}\\]`
  if ('code' in piece) return codeSpan(piece.code, 400, place)
  const strong = escapeInline(piece.strong, 300, place)
  return strong === '' ? '' : `**${strong}**`
}

/** Blanks at the edges part a text from its neighbours and must outlive the escaping. */
function keepEdges(text: string, place: Place): string {
  const inner = escapeInline(text, 1200, place)
  if (inner === '') return text === '' ? '' : ' '
  return `${/^\s/.test(text) ? ' ' : ''}${inner}${/\s$/.test(text) ? ' ' : ''}`
}
