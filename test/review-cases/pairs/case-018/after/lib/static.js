'use strict'
const url = require('url')
const { join, resolve, sep } = require('path')
const { createReadStream, statSync } = require('fs')

class StaticServer {
  constructor (folder) {
    this.folder = resolve(folder)
  }

  handle (request, response) {
    const { pathname } = url.parse(request.url)
    const file = join(this.folder, decodeURIComponent(pathname))
    if (!file.startsWith(this.folder + sep)) {
      response.statusCode = 403
      return response.end()
    }
    this.send(file, response)
  }

  send (file, response) {
    if (!statSync(file).isFile()) return response.end()
    createReadStream(file).pipe(response)
  }
}
module.exports = StaticServer
