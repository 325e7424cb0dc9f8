const express = require('express')
const path = require('path')
const fs = require('fs')
const app = express()

app.get('/download', (req, res) => {
  const name = req.query.file
  const full = path.resolve('./public', name)
  if (fs.existsSync(full)) res.download(full)
  else res.sendStatus(404)
})
