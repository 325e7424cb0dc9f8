var fs = require('fs')
var join = require('path').join
var url = require('url')

module.exports = function serve (root, options) {
  options = options || {}
  return function (req, res, next) {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next()
    var pathname = url.parse(req.url).pathname
    try {
      pathname = decodeURIComponent(pathname)
    } catch (err) {
      return next(err)
    }
    var file = join(root, pathname)
    fs.createReadStream(file).on('error', next).pipe(res)
  }
}
