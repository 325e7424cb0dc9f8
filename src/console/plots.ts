import { html } from 'htm/preact'
import { useEffect, useState } from 'preact/hooks'
import { askMarkup } from './api.ts'
import type { View } from './parts.ts'

/** What the report draws. It comes from the server as it stands in the report, with every text of the evidence escaped there; the policy allows no script in it. */
export function Plots({ id }: { id: string }): View {
  const [markup, setMarkup] = useState('')
  useEffect(() => {
    const stop = new AbortController()
    setMarkup('')
    askMarkup(`/api/runs/${encodeURIComponent(id)}/plots`, stop.signal).then(setMarkup, () => undefined)
    return () => stop.abort()
  }, [id])
  if (markup === '') return html``
  return html`<div class="plots" dangerouslySetInnerHTML=${{ __html: markup }}></div>`
}
