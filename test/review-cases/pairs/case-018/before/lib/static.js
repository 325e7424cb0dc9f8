'use strict'
const url = require('url')
const { join } = require('path')
const { createReadStream, statSync } = require('fs')

class StaticServer {
  constructor (folder) {
    this.folder = folder
  }

  handle (request, response) {
    const { pathname } = url.parse(request.url)
    this.send(join(this.folder, decodeURIComponent(pathname)), response)
  }

  send (file, response) {
    if (!statSync(file).isFile()) return response.end()
    createReadStream(file).pipe(response)
  }
}
module.exports = StaticServer
