import type { Block, Inline } from '../document/block.ts'
import { cutText } from '../text/visible-text.ts'
import { html, type SafeHtml } from './safe-html.ts'

/** Blocks as HTML. Evidence becomes a link to its row further down the page; there are no other links. */
export function documentToHtml(blocks: readonly Block[]): SafeHtml[] {
  return blocks.map(blockToHtml)
}

/** A part of the page: its first block is its heading. */
export function splitHeading(blocks: readonly Block[]): { title: string; rest: readonly Block[] } | undefined {
  const [first, ...rest] = blocks
  return first?.type === 'heading' ? { title: first.text, rest } : undefined
}

export function evidenceLink(number: number): SafeHtml {
  return html`<a class="ref" href="#e${number}">E${number}</a>`
}

function blockToHtml(block: Block): SafeHtml {
  switch (block.type) {
    case 'heading':
      return headingToHtml(block.level, block.text)
    case 'paragraph':
      return html`<p>${inlineToHtml(block.content)}</p>`
    case 'list': {
      const items = block.items.map((item) => html`<li>${inlineToHtml(item)}</li>`)
      return block.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`
    }
    case 'table':
      return tableToHtml(block.head, block.rows)
    case 'code':
      return html`<pre tabindex="0">${block.lines.map((line) => html`${line}\n`)}</pre>`
  }
}

function headingToHtml(level: 1 | 2 | 3 | 4, text: string): SafeHtml {
  const shown = cutText(text, 200)
  if (level <= 2) return html`<h2>${shown}</h2>`
  return level === 3 ? html`<h3>${shown}</h3>` : html`<h4>${shown}</h4>`
}

function tableToHtml(head: readonly string[], rows: readonly (readonly (readonly Inline[])[])[]): SafeHtml {
  const titles = head.map((title) => html`<th scope="col">${title}</th>`)
  const body = rows.map(
    (row) => html`<tr>${row.map((cell, index) => cellToHtml(cell, head[index] ?? '', index === 0))}</tr>`,
  )
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${head.join(', ')}"><table><thead><tr>${titles}</tr></thead><tbody>${body}</tbody></table></div>`
}

function cellToHtml(cell: readonly Inline[], title: string, first: boolean): SafeHtml {
  return first
    ? html`<th scope="row">${inlineToHtml(cell)}</th>`
    : html`<td data-title="${title}"><span>${inlineToHtml(cell)}</span></td>`
}

function inlineToHtml(content: readonly Inline[]): SafeHtml[] {
  return content.map((piece) => {
    if (typeof piece === 'string') return html`${cutText(piece, 4000)}`
    if ('strong' in piece) return html`<strong>${cutText(piece.strong, 600)}</strong>`
    return 'code' in piece ? html`<code>${cutText(piece.code, 1200)}</code>` : evidenceLink(piece.evidence)
  })
}
