const express = require('express')
const app = express()

function page (title, body) {
  return '<html><head><title>' + title + '</title></head><body>' + body + '</body></html>'
}

app.get('/hello', (req, res) => {
  const name = req.query.name || 'stranger'
  res.status(200).send(page('Hello', '<p>Hello ' + name + '</p>'))
})
