/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="dom.asynciterable" />
import type { RunEvent } from '../core/run-event.ts'

/** A token lives as long as the tab, and is sent by us alone: no cookie, nothing that a page of others could use. */
const TOKEN = 'watchfloor.token'

export class Refused extends Error {
  readonly status: number
  readonly hint: string
  constructor(status: number, message: string, hint: string) {
    super(message)
    this.status = status
    this.hint = hint
  }
}

export function keepToken(token: string): void {
  sessionStorage.setItem(TOKEN, token)
}

function headers(): Record<string, string> {
  const token = sessionStorage.getItem(TOKEN)
  return token ? { authorization: `Bearer ${token}` } : {}
}

/** Asks the API. Rejects with `Refused`. */
export async function ask<T>(path: string, options: { body?: unknown; signal?: AbortSignal } = {}): Promise<T> {
  const response = await fetch(path, {
    method: options.body === undefined ? 'GET' : 'POST',
    headers: { ...headers(), ...(options.body !== undefined && { 'content-type': 'application/json' }) },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    ...(options.signal && { signal: options.signal }),
  })
  const answer = (await response.json()) as T & { message?: string; hint?: string }
  if (!response.ok) throw new Refused(response.status, answer.message ?? response.statusText, answer.hint ?? '')
  return answer
}

/** What the API renders for this page. Rejects with `Refused`. */
export async function askMarkup(path: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(path, { headers: headers(), signal })
  if (!response.ok) throw new Refused(response.status, response.statusText, '')
  return response.text()
}

/** A page that the API renders, for a new tab; it is asked with the token, which a plain link could not send. */
export async function openPage(path: string): Promise<void> {
  const tab = window.open('', '_blank')
  const response = await fetch(path, { headers: headers() })
  const page = URL.createObjectURL(new Blob([await response.text()], { type: 'text/html' }))
  if (tab) tab.location.href = page
}

const PAUSE = 2_000

/** The events of a run from its beginning, as they happen. Goes on where it was when the connection is lost; returns when the run has ended. */
export async function follow(run: string, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<void> {
  let last = 0
  while (!signal.aborted) {
    try {
      const response = await fetch(`/api/runs/${encodeURIComponent(run)}/events?after=${last}`, {
        headers: headers(),
        signal,
      })
      if (!response.ok || !response.body) throw new Refused(response.status, response.statusText, '')
      let text = ''
      for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
        text += part
        const blocks = text.split('\n\n')
        text = blocks.pop() ?? ''
        for (const block of blocks) {
          const id = /^id: (\d+)$/m.exec(block)?.[1]
          const data = /^data: (.*)$/m.exec(block)?.[1]
          if (id === undefined || data === undefined) continue
          last = Number(id)
          onEvent(JSON.parse(data) as RunEvent)
        }
      }
      return
    } catch (thrown) {
      if (signal.aborted) return
      if (thrown instanceof Refused && thrown.status < 500) throw thrown
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
  }
}
