const path = require('path')
const fs = require('fs-extra')

class UploadController {
  constructor (folder) {
    this.folder = folder
  }

  async store (req, res) {
    const { name, data } = req.body
    const target = path.join(this.folder, name)
    await fs.outputFile(target, Buffer.from(data, 'base64'))
    res.sendStatus(201)
  }
}
module.exports = UploadController
