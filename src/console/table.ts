import { html } from 'htm/preact'
import type { View } from './parts.ts'

export interface TableRow {
  key: string
  cells: readonly (View | string | number | undefined)[]
}

/** A table that is scrolled where it is too wide, and on a phone is a list of its rows with the name of each column beside its cell. */
export function table(label: string, heads: readonly string[], rows: readonly TableRow[], kind = ''): View {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${label}><table class=${kind}>
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${rows.map(
      ({ key, cells }) =>
        html`<tr key=${key}>${cells.map((cell, place) => html`<td data-title=${place === 0 ? '' : heads[place]} class=${cell === undefined || cell === '' ? 'empty' : ''}>${cell}</td>`)}</tr>`,
    )}</tbody></table></div>`
}
