const http = require('http')
const { parse } = require('url')
const allowed = new Set(['static.example.com'])

module.exports = function (req, res) {
  const target = parse(req.url, true).query.src
  const options = parse(target)
  if (!allowed.has(options.hostname)) {
    res.statusCode = 403
    return res.end()
  }
  http.get(options, (upstream) => upstream.pipe(res))
}
