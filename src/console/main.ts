import { html, render } from 'htm/preact'
import { useEffect, useState } from 'preact/hooks'
import { Agents } from './agents.ts'
import { ask, logIn, logOut, Refused } from './api.ts'
import { Approvals } from './approvals.ts'
import { Incidents } from './incidents.ts'
import { useAsked, type View } from './parts.ts'
import { RunPage } from './run-page.ts'
import { Runs } from './runs.ts'
import { Spend } from './spend.ts'

interface Switch {
  engaged: boolean
  by?: string
  reason?: string
}

const PAGES: Readonly<Record<string, { title: string; page: () => View }>> = {
  incidents: { title: 'Incidents', page: Incidents },
  runs: { title: 'Runs', page: Runs },
  approvals: { title: 'Approvals', page: Approvals },
  agents: { title: 'Agents', page: Agents },
  spend: { title: 'Spend', page: Spend },
}

function App(): View {
  const [hash, setHash] = useState(location.hash)
  const [kill, reload] = useAsked<Switch>('/api/kill-switch', 5)
  useEffect(() => {
    const onHash = () => {
      setHash(location.hash)
      // Who reads with the ears hears that there is another page.
      document.querySelector('main')?.focus()
    }
    addEventListener('hashchange', onHash)
    return () => removeEventListener('hashchange', onHash)
  }, [])
  if (kill.state === 'refused' && kill.why.status === 401) return html`<${Login} done=${reload} />`
  const [, name = 'incidents', id] = (hash.split('?')[0] ?? '').split('/')
  const page = Object.hasOwn(PAGES, name) ? PAGES[name] : undefined
  const state = kill.state === 'there' ? kill.value : undefined
  return html`
    <a class="skip" href="#main">To the content</a>
    <header>
      <strong>Watchfloor</strong>
      <nav aria-label="Pages">${Object.entries(PAGES).map(([key, { title }]) => html`<a href=${`#/${key}`} aria-current=${key === name ? 'page' : undefined}>${title}</a>`)}</nav>
      <${Session} done=${reload} />
      <${KillSwitch} state=${state} done=${reload} />
    </header>
    ${state?.engaged && html`<p class="banner" role="alert">Everything is stopped by ${state.by}: ${state.reason}</p>`}
    <main id="main" tabindex="-1">${name === 'runs' && id ? html`<${RunPage} key=${id} id=${decoded(id)} />` : page ? html`<${page.page} key=${hash} />` : html`<p>There is no such page.</p>`}</main>`
}

/** Who is logged in, and the way out; nothing where whoever sits at the machine needs no session. */
function Session({ done }: { done: () => void }): View {
  const [session] = useAsked<{ name: string; role: string; csrf?: string }>('/api/session')
  if (session.state !== 'there' || session.value.csrf === undefined) return html``
  const leave = async () => {
    await logOut()
    done()
  }
  return html`<span class="muted">${session.value.name}, ${session.value.role}</span> <button onClick=${leave}>Log out</button>`
}

/** An address that somebody typed may hold anything. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function Login({ done }: { done: () => void }): View {
  const [token, setToken] = useState('')
  const [said, setSaid] = useState('')
  const enter = async (event: Event) => {
    event.preventDefault()
    try {
      await logIn(token.trim())
      done()
    } catch (thrown) {
      setSaid(thrown instanceof Refused ? thrown.message : String(thrown))
    }
  }
  return html`<main id="main"><h1>Watchfloor</h1>
    <form onSubmit=${enter}>
      <p><label>Token <input type="password" autocomplete="off" value=${token} onInput=${(event: { currentTarget: HTMLInputElement }) => setToken(event.currentTarget.value)} /></label></p>
      <button>Enter</button> <span role="alert">${said}</span>
      <p class="muted">watchfloor tokens create NAME --role viewer makes one. You stay for twelve hours.</p>
    </form></main>`
}

/** Two steps: what stops everything is not pressed by mistake, and says why. */
function KillSwitch({ state, done }: { state: Switch | undefined; done: () => void }): View {
  const [isAsking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [said, setSaid] = useState('')
  const turn = async (event: Event) => {
    event.preventDefault()
    try {
      await ask('/api/kill-switch', { body: { engaged: !state?.engaged, reason } })
      setAsking(false)
      setReason('')
      setSaid('')
    } catch (thrown) {
      setSaid(thrown instanceof Refused ? thrown.message : String(thrown))
    }
    done()
  }
  if (!isAsking)
    return html`<button class="stop" onClick=${() => setAsking(true)}>${state?.engaged ? 'Let it go on' : 'Stop everything'}</button>`
  return html`<form class="stop" onSubmit=${turn}>
    <label>Why? <input required value=${reason} onInput=${(event: { currentTarget: HTMLInputElement }) => setReason(event.currentTarget.value)} /></label>
    <button>${state?.engaged ? 'Let it go on' : 'Stop'}</button>
    <button type="button" onClick=${() => setAsking(false)}>No</button>
    <span role="alert">${said}</span>
  </form>`
}

const root = document.getElementById('app')
if (root) render(html`<${App} />`, root)
