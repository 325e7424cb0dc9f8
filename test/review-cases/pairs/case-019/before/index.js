var fs = require('fs')

module.exports = function (directory) {
  return function (req, res, next) {
    var name = req.url.split('?')[0]
    fs.stat(directory + name, function (err, stat) {
      if (err || !stat.isFile()) return next()
      fs.createReadStream(directory + name).pipe(res)
    })
  }
}
