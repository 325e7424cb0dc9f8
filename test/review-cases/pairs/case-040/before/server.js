const http = require('http')
const vm = require('vm')

http.createServer((req, res) => {
  let body = ''
  req.on('data', (chunk) => { body += chunk })
  req.on('end', () => {
    const result = vm.runInNewContext(body)
    res.end(String(Number(result)))
  })
}).listen(9000)
