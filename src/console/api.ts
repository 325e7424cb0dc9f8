/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="dom.asynciterable" />
import type { RunEvent } from '../core/run-event.ts'

/** The second secret of our session, which only a page of this server can read: it goes with whatever changes anything. */
let csrf: string | undefined

export class Refused extends Error {
  readonly status: number
  readonly hint: string
  constructor(status: number, message: string, hint: string) {
    super(message)
    this.status = status
    this.hint = hint
  }
}

/** Opens a session. The token is not kept: a cookie stands for it that no script can read. */
export async function logIn(token: string): Promise<void> {
  csrf = (await ask<{ csrf: string }>('/api/session', { body: { token } })).csrf
}

/** Ends the session, here and on the server. */
export async function logOut(): Promise<void> {
  const headers = await headersFor('/api/session/end', true)
  await fetch('/api/session', { method: 'DELETE', headers, body: '{}' })
  csrf = undefined
}

async function headersFor(path: string, changes: boolean): Promise<Record<string, string>> {
  if (!changes) return {}
  if (path !== '/api/session') csrf ??= (await ask<{ csrf?: string }>('/api/session')).csrf
  return { 'content-type': 'application/json', ...(csrf !== undefined && { 'x-csrf-token': csrf }) }
}

/** Asks the API. Rejects with `Refused`. */
export async function ask<T>(path: string, options: { body?: unknown; signal?: AbortSignal } = {}): Promise<T> {
  const response = await fetch(path, {
    method: options.body === undefined ? 'GET' : 'POST',
    headers: await headersFor(path, options.body !== undefined),
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    ...(options.signal && { signal: options.signal }),
  })
  const answer = (await response.json()) as T & { message?: string; hint?: string }
  if (!response.ok) throw new Refused(response.status, answer.message ?? response.statusText, answer.hint ?? '')
  return answer
}

/** What the API renders for this page. Rejects with `Refused`. */
export async function askMarkup(path: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(path, { signal })
  if (!response.ok) throw new Refused(response.status, response.statusText, '')
  return response.text()
}

/** A page that the API renders, for a new tab. */
export async function openPage(path: string): Promise<void> {
  const tab = window.open('', '_blank')
  const response = await fetch(path)
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
