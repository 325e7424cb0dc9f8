var fs = require('fs')
var path = require('path')
var parse = require('url').parse
var types = { '.html': 'text/html', '.css': 'text/css' }

function Serve (options) {
  this.root = options.root || '.'
}

Serve.prototype.listen = function (port) {
  var self = this
  require('http').createServer(function (request, response) {
    self.respond(request, response)
  }).listen(port)
}

Serve.prototype.respond = function (request, response) {
  var pathname = decodeURI(parse(request.url).pathname)
  if (pathname[pathname.length - 1] === '/') pathname += 'index.html'
  var filename = path.join(this.root, path.normalize('/' + pathname))
  fs.exists(filename, function (exists) {
    if (!exists) {
      response.writeHead(404)
      return response.end()
    }
    response.writeHead(200, { 'Content-Type': types[path.extname(filename)] })
    fs.createReadStream(filename).pipe(response)
  })
}

module.exports = Serve
