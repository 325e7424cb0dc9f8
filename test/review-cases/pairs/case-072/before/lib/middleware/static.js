var parse = require('url').parse
  , fs = require('fs')
  , Path = require('path')
  , normalize = Path.normalize
  , join = Path.join

function Static (root) {
  if (!(this instanceof Static)) return new Static(root)
  this.root = root
  return this.handle.bind(this)
}

Static.prototype.handle = function (req, res, next) {
  var self = this
    , url = parse(req.url)
    , name = decodeURIComponent(url.pathname)
  name = join(self.root, name)
  fs.stat(name, function (err, stat) {
    if (err) return next()
    if (stat.isDirectory()) return next()
    self.stream(name, res)
  })
}

Static.prototype.stream = function (file, res) {
  fs.createReadStream(file).pipe(res)
}

module.exports = Static
