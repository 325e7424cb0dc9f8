var http = require('http')
var url = require('url')

http.createServer(function (req, res) {
  var parsed = url.parse(req.url)
  if (parsed.pathname.slice(-1) !== '/') {
    res.writeHead(301, { Location: parsed.pathname + '/' })
    res.end()
    return
  }
  res.end('ok')
}).listen(80)
