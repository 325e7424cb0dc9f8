const Hapi = require('@hapi/hapi')
const fs = require('fs')
const server = Hapi.server({ port: 3000 })

server.route({
  method: 'GET',
  path: '/docs/{file*}',
  handler: function (request, h) {
    const content = fs.readFileSync('docs/' + request.params.file)
    return h.response(content)
  }
})
