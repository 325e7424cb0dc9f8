const express = require('express')
const app = express()

app.post('/echo', (req, res) => {
  res.send({ name: req.body.name, length: req.body.name.length })
})
app.get('/count', (req, res) => {
  res.send(`<p>${Number(req.query.count) + 1}</p>`)
})
