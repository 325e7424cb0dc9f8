const http = require('http')

http.createServer((req, res) => {
  let name
  try {
    name = decodeURIComponent(req.url.slice(1))
  } catch (error) {
    res.statusCode = 400
    return res.end()
  }
  res.end(String(name.length))
}).listen(8000)
