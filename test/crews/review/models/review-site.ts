import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { reviewCode } from '../../../../src/app/review-code.ts'
import type { CodeReview } from '../../../../src/core/review.ts'
import type { RunEvent } from '../../../../src/core/run-event.ts'
import type { ReviewInput } from '../../../../src/crews/review/review-input.ts'
import { type ModelServer, modelServer, type ServedCall, type ServedReply } from '../../../../src/testing/index.ts'

export const SECRET = 'sk_live_9vXq2LmT4bRw8zKd1HfJc6Ns'

const START = `const express = require('express')
const db = require('./db')
const app = express()

app.get('/ok', (req, res) => res.send('ok'))
`

/** A route with an injection on line 9, and one on line 13 that lets anybody delete anybody. */
export const ROUTES = `${START}
app.get('/users', (req, res) => {
  const id = req.query.id
  db.query("SELECT * FROM users WHERE id = '" + id + "'", (error, rows) => res.json(rows))
})

app.delete('/users/:id', (req, res) => {
  db.query('DELETE FROM users WHERE id = ?', [req.params.id], () => res.end())
})
`

export type Files = Readonly<Record<string, string>>
export const BASE: Files = {
  'app.js': START,
  'db.js': 'exports.query = () => {}\n',
  'test/app.test.js': "test('users', () => get('/users'))\n",
}
export const HEAD: Files = { ...BASE, 'app.js': ROUTES }

/** A folder with a store, a home without agents, and a server that answers by `script`. */
export interface ReviewSite {
  server: ModelServer
  script: (call: ServedCall) => ServedReply
  /** Two folders with these files, reviewed in this process. */
  review(base: Files, head: Files, input?: Partial<ReviewInput>): Promise<{ review: CodeReview; events: RunEvent[] }>
  write(files: Files): string
  close(): Promise<void>
}

export async function reviewSite(): Promise<ReviewSite> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'watchfloor-review-')))
  const home = process.env.HOME
  process.env.HOME = join(folder, 'home')
  const write = (files: Files) => {
    const root = mkdtempSync(join(folder, 'tree-'))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return root
  }
  const site: ReviewSite = {
    server: await modelServer((call) => site.script(call)),
    script: () => reporting({}),
    write,
    async review(base, head, input = {}) {
      const events: RunEvent[] = []
      const review = await reviewCode({
        origin: { kind: 'folders', base: write(base), head: write(head) },
        model: 'fast',
        ...input,
        environment: {
          PATH: process.env.PATH,
          WATCHFLOOR_HOME: join(folder, 'state'),
          ANTHROPIC_BASE_URL: site.server.url,
          ANTHROPIC_API_KEY: 'test',
        },
        onEvent: (event) => events.push(event),
      })
      return { review, events }
    },
    async close() {
      process.env.HOME = home
      await site.server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return site
}

/** A call of `report`; what is not given is empty. */
export function reporting(report: object): ServedReply {
  return {
    toolCalls: [{ name: 'report', input: { summary: 'It reads well.', judgements: [], findings: [], ...report } }],
    usage: { input: 400, output: 40 },
  }
}

/** All that a model was told but its own words. */
export function toldTo(calls: readonly ServedCall[]): string {
  return JSON.stringify(
    calls.map(({ system, messages, tools }) => ({
      system,
      tools,
      messages: messages.filter(({ role }) => role === 'user'),
    })),
  )
}

export function isSecurity({ system }: ServedCall): boolean {
  return JSON.stringify(system).includes('You review a change for weaknesses')
}

/** What an agent was asked first. */
export function questionOf({ messages }: ServedCall): string {
  const content = messages[0]?.content
  if (typeof content === 'string') return content
  return Array.isArray(content) ? content.map((part: { text?: string }) => part.text ?? '').join('') : ''
}
