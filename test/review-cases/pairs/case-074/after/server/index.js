const Hapi = require('@hapi/hapi')
const fs = require('fs')
const path = require('path')
const server = Hapi.server({ port: 3000 })
const files = fs.readdirSync('docs')

server.route({
  method: 'GET',
  path: '/docs/{file*}',
  handler: function (request, h) {
    if (files.indexOf(request.params.file) === -1) return h.response().code(404)
    const content = fs.readFileSync('docs/' + request.params.file)
    return h.response(content)
  }
})
