const express = require('express')
const { exec } = require('node:child_process')
const app = express()

app.get('/lookup', (req, res) => {
  const { host } = req.query
  exec(`nslookup ${host}`, (error, stdout) => {
    res.type('text').send(stdout)
  })
})
app.listen(3000)
