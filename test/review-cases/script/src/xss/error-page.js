var http = require('http')

function notFound (request, response) {
  response.writeHead(404, { 'Content-Type': 'text/html' })
  response.write('<h1>Not found</h1>')
  response.end('<p>There is no ' + decodeURIComponent(request.url) + '</p>')
}

http.createServer(function (request, response) {
  if (request.url === '/') return response.end('home')
  notFound(request, response)
}).listen(80)
