var fs = require('fs')
var path = require('path')
var url = require('url')

module.exports = function serve (root, options) {
  options = options || {}
  root = path.resolve(root)
  return function (req, res, next) {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next()
    var pathname = url.parse(req.url).pathname
    try {
      pathname = decodeURIComponent(pathname)
    } catch (err) {
      return next(err)
    }
    if (~pathname.indexOf('..')) return next()
    var file = path.join(root, pathname)
    fs.createReadStream(file).on('error', next).pipe(res)
  }
}
