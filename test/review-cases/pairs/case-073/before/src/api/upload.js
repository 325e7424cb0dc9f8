import multer from 'multer'
import { writeFile } from 'fs/promises'
import { resolve } from 'path'

export default function (app) {
  app.put('/api/files', async (req, res, next) => {
    try {
      const { folder, filename } = req.query
      const destination = resolve('data', folder, filename)
      await writeFile(destination, req.body)
      res.json({ saved: true })
    } catch (error) {
      next(error)
    }
  })
}
