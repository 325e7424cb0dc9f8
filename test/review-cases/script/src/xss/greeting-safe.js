const express = require('express')
const app = express()

function page (title, body) {
  return '<html><head><title>' + title + '</title></head><body>' + body + '</body></html>'
}

function escapeText (text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;')
}

app.get('/hello', (req, res) => {
  const name = req.query.name || 'stranger'
  res.status(200).send(page('Hello', '<p>Hello ' + escapeText(name) + '</p>'))
})
