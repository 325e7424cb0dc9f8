var http = require('http')
var TARGETS = { a: 'a.internal', b: 'b.internal' }

module.exports = function (req, res) {
  var options = {
    hostname: req.headers['x-target'] === 'b' ? TARGETS.b : TARGETS.a,
    port: 80,
    path: '/'
  }
  http.request(options, function (answer) { answer.pipe(res) }).end()
}
