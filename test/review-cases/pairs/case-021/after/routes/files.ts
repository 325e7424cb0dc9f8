import { Router, Request, Response } from 'express'
import * as path from 'node:path'

const router = Router()
const uploads = path.join(__dirname, '..', 'uploads')

router.get('/files/:name', (req: Request, res: Response) => {
  const file = path.join(uploads, path.basename(req.params.name))
  res.sendFile(file)
})

export default router
