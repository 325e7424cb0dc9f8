import { html } from 'htm/preact'
import type { Finding } from '../core/finding.ts'
import type { View } from './parts.ts'

type Quoted = Finding['citations'][number] & { agent?: string }

/** Where it stands, who read it, and what stands there. */
export function quotes(evidence: readonly Quoted[]): View {
  return html`<ul class="plain">${evidence.map(
    ({ source, line, quote, agent }) =>
      html`<li><code>${source}${line === undefined ? '' : `:${line}`}</code> ${agent !== undefined && html`<span class="muted">${agent}</span>`}<pre tabindex="0">${quote}</pre></li>`,
  )}</ul>`
}

/** A claim with its evidence one click away, or the claim and that there is none. */
export function claim(text: View | string, evidence: readonly Quoted[], isOpen = false): View {
  if (evidence.length === 0)
    return html`<div class="claim">${text} <span class="muted">(no line of evidence)</span></div>`
  return html`<details class="claim" open=${isOpen}><summary>${text}</summary>${quotes(evidence)}</details>`
}
