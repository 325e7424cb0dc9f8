const express = require('express')
const app = express()

app.get('/logout', (req, res) => {
  let target = '/'
  if (req.query.returnTo) target = req.query.returnTo
  res.redirect(302, target)
})
