var http = require('http')

module.exports = function (req, res) {
  var options = {
    hostname: req.headers['x-target'],
    port: 80,
    path: '/'
  }
  http.request(options, function (answer) { answer.pipe(res) }).end()
}
