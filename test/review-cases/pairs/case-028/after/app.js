const express = require('express')
const { exec } = require('node:child_process')
const app = express()

app.get('/lookup', (req, res) => {
  const { host } = req.query
  if (!/^[a-z0-9.-]+$/i.test(host)) return res.sendStatus(400)
  exec(`nslookup ${host}`, (error, stdout) => {
    res.type('text').send(stdout)
  })
})
app.listen(3000)
