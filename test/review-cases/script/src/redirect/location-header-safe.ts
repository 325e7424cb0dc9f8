import { IncomingMessage, ServerResponse } from 'node:http'

const PAGES = new Map([['home', '/'], ['help', '/help']])

export function forward(req: IncomingMessage, res: ServerResponse): void {
  const query = new URL(req.url ?? '', 'http://localhost').searchParams
  const page = query.get('to') === 'help' ? PAGES.get('help') : PAGES.get('home')
  res.statusCode = 302
  res.setHeader('Location', page ?? '/')
  res.end()
}
