'use strict'
const fs = require('fs')
const he = require('he')

function row (name, stat) {
  return `<tr><td><a href="${name}">${name}</a></td><td>${stat.size}</td></tr>`
}

module.exports = (root) => (req, res) => {
  const names = fs.readdirSync(root)
  const rows = names.map((name) => row(name, fs.statSync(root + '/' + name)))
  res.setHeader('content-type', 'text/html')
  res.end(`<h1>${he.encode(decodeURIComponent(req.url))}</h1><table>${rows.join('')}</table>`)
}
