const express = require('express')
const path = require('path')
const fs = require('fs')
const app = express()
const base = path.resolve('./public')

app.get('/download', (req, res) => {
  const name = req.query.file
  const full = path.resolve(base, name)
  if (!full.startsWith(base + path.sep)) return res.sendStatus(403)
  if (fs.existsSync(full)) res.download(full)
  else res.sendStatus(404)
})
