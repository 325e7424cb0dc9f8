import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { own } from '../core/own.ts'
import { PLOT_STYLE } from '../report/index.ts'

const FOLDER = new URL('../console/', import.meta.url)
/** In a clone the sources themselves are served, their types left out; in the package what was built of them. */
const EXTENSION = extname(fileURLToPath(import.meta.url))
const FILES: ReadonlySet<string> = new Set(
  [
    'agents',
    'answer',
    'api',
    'approvals',
    'evidence',
    'incidents',
    'lanes',
    'main',
    'parts',
    'plots',
    'run-page',
    'runs',
    'spend',
    'table',
    'use-runs',
    'usage',
  ].map((name) => `${name}${EXTENSION}`),
)
const VENDOR: Readonly<Record<string, string>> = {
  'preact.mjs': 'preact',
  'hooks.mjs': 'preact/hooks',
  'htm.mjs': 'htm',
  'htm-preact.mjs': 'htm/preact',
}

const IMPORTS = JSON.stringify({
  imports: Object.fromEntries(Object.entries(VENDOR).map(([file, name]) => [name, `/console/vendor/${file}`])),
})
/** The one script that stands in the page; the policy allows exactly it. */
export const CONSOLE_SCRIPT_HASH = `'sha256-${createHash('sha256').update(IMPORTS).digest('base64')}'`

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Watchfloor</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/console/style.css">
<link rel="stylesheet" href="/console/plots.css">
<script type="importmap">${IMPORTS}</script>
<script type="module" src="/console/main${EXTENSION}"></script>
</head>
<body><div id="app"></div><noscript>The console needs JavaScript; the API and the command line do not.</noscript></body>
</html>
`

/** The console: a page, its modules, and the two libraries that they use. Whoever may see what is in it is asked by the API. */
export function serveConsole(server: FastifyInstance): void {
  const cached = new Map<string, Promise<string>>()
  const once = (key: string, read: () => Promise<string>) => {
    const known = cached.get(key) ?? read()
    cached.set(key, known)
    return known
  }
  server.get('/', async (_request, reply) => reply.redirect('/console/'))
  server.get('/console/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE))
  server.get<{ Params: { file: string } }>('/console/:file', async ({ params: { file } }, reply) => {
    if (file === 'style.css')
      return reply.type('text/css; charset=utf-8').send(await once(file, () => readFile(new URL(file, FOLDER), 'utf8')))
    // What the report draws looks in the console as it does in the report.
    if (file === 'plots.css') return reply.type('text/css; charset=utf-8').send(PLOT_STYLE)
    if (!FILES.has(file)) return reply.callNotFound()
    const text = await once(file, async () => {
      const source = await readFile(new URL(file, FOLDER), 'utf8')
      return EXTENSION === '.ts' ? withoutTypes(source) : source
    })
    return reply.type('text/javascript; charset=utf-8').send(text)
  })
  server.get<{ Params: { file: string } }>('/console/vendor/:file', async ({ params: { file } }, reply) => {
    const name = own(VENDOR, file)
    if (name === undefined) return reply.callNotFound()
    return reply
      .type('text/javascript; charset=utf-8')
      .send(await once(`vendor ${file}`, () => readFile(moduleOf(name), 'utf8')))
  })
}

/** That this is an experiment of Node's is nothing that whoever starts the server can act on. */
function withoutTypes(source: string): string {
  const { emitWarning } = process
  process.emitWarning = () => undefined
  try {
    return stripTypeScriptTypes(source)
  } finally {
    process.emitWarning = emitWarning
  }
}

/** The file that a browser would import; what is resolved here for Node may be another form of it. */
function moduleOf(name: string): string {
  const resolved = fileURLToPath(import.meta.resolve(name))
  return resolved.endsWith('.mjs')
    ? resolved
    : createRequire(import.meta.url)
        .resolve(name)
        .replace(/\.js$/, '.mjs')
}
