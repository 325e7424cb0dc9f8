var fs = require('fs')
var path = require('path')

module.exports = function (dir) {
  return function (req, res, next) {
    fs.readdir(path.join(dir, 'public'), function (err, files) {
      if (err) return next(err)
      var links = files.map(function (file) {
        return '<a href="' + req.originalUrl + '/' + file + '">' + file + '</a>'
      })
      res.writeHead(200, { 'Content-Type': 'text/html' })
      res.write('<ul>' + links.join('\n') + '</ul>')
      res.end()
    })
  }
}
