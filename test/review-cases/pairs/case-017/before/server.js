var http = require('http')
var fs = require('fs')
var path = require('path')

var root = process.cwd()

http.createServer(function (req, res) {
  var file = path.join(root, req.url)
  fs.readFile(file, function (err, data) {
    if (err) {
      res.writeHead(404)
      return res.end()
    }
    res.writeHead(200)
    res.end(data)
  })
}).listen(8080)
