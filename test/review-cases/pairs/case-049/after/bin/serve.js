#!/usr/bin/env node
const http = require('http')
const fs = require('fs')
const path = require('path')
const mime = { js: 'text/javascript', css: 'text/css', html: 'text/html' }
const root = process.argv[2] || '.'

const server = http.createServer()
server.on('request', (req, res) => {
  let url = path.normalize(req.url)
  if (url === '/') url = '/index.html'
  if (url.includes('..')) { res.statusCode = 403; res.end(); return }
  const ext = url.split('.').pop()
  fs.readFile(root + url, (err, content) => {
    if (err) { res.statusCode = 404; res.end(); return }
    res.setHeader('Content-Type', mime[ext] || 'text/plain')
    res.end(content)
  })
})
server.listen(8080)
