const express = require('express')
const app = express()

app.get('/calc', (req, res) => {
  const expression = req.query.expression
  if (!/^[\d+*/.-]+$/.test(expression)) return res.sendStatus(400)
  const result = eval(expression)
  res.json({ result })
})
