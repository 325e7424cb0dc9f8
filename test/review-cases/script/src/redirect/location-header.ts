import { IncomingMessage, ServerResponse } from 'node:http'

export function forward(req: IncomingMessage, res: ServerResponse): void {
  const query = new URL(req.url ?? '', 'http://localhost').searchParams
  res.statusCode = 302
  res.setHeader('Location', query.get('to') ?? '/')
  res.end()
}
