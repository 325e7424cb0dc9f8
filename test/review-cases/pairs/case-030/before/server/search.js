var express = require('express')
var router = express.Router()

router.get('/search', function (req, res) {
  var term = req.query.q
  var html = '<h1>Results</h1>'
  html += '<p>You looked for ' + term + '</p>'
  res.send(html)
})

module.exports = router
