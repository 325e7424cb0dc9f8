const http = require('http')

http.createServer((req, res) => {
  const name = decodeURIComponent(req.url.slice(1))
  res.end(String(name.length))
}).listen(8000)
