import multer from 'multer'
import { writeFile } from 'fs/promises'
import { resolve } from 'path'

const NAME = /^[a-z0-9_-]+(\.[a-z0-9]+)?$/i

export default function (app) {
  app.put('/api/files', async (req, res, next) => {
    try {
      const { folder, filename } = req.query
      if (!NAME.test(folder) || !NAME.test(filename)) return res.status(400).json({ saved: false })
      const destination = resolve('data', folder, filename)
      await writeFile(destination, req.body)
      res.json({ saved: true })
    } catch (error) {
      next(error)
    }
  })
}
