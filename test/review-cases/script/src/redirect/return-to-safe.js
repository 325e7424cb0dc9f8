const express = require('express')
const app = express()

app.get('/logout', (req, res) => {
  let target = '/'
  if (req.query.returnTo) target = '/account?from=' + req.query.returnTo
  res.redirect(302, target)
})
