const express = require('express')
const app = express()

app.get('/calc', (req, res) => {
  const expression = req.query.expression
  const result = eval(expression)
  res.json({ result })
})
