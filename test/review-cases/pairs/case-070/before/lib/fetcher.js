const http = require('http')
const { parse } = require('url')

module.exports = function (req, res) {
  const target = parse(req.url, true).query.src
  const options = parse(target)
  http.get(options, (upstream) => upstream.pipe(res))
}
