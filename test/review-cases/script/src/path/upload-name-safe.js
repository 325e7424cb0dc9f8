const path = require('path')
const crypto = require('crypto')
const fs = require('fs-extra')

class UploadController {
  constructor (folder) {
    this.folder = folder
  }

  async store (req, res) {
    const { name, data } = req.body
    const target = path.join(this.folder, crypto.randomUUID() + '.bin')
    await fs.outputFile(target, Buffer.from(data, 'base64'))
    res.json({ name })
  }
}
module.exports = UploadController
