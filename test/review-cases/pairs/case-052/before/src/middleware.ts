import fs from 'fs'
import path from 'path'
import type { IncomingMessage, ServerResponse } from 'http'

export function assets(dir: string) {
  return async (req: IncomingMessage, res: ServerResponse, next: () => void) => {
    const pathname = new URL(req.url!, 'http://x').pathname
    const filePath = path.join(dir, decodeURIComponent(pathname))
    if (!fs.existsSync(filePath)) return next()
    res.end(await fs.promises.readFile(filePath))
  }
}
