var fs = require('fs')

exports.list = function (root) {
  return function (req, res) {
    fs.readdir(root, function (err, names) {
      res.setHeader('Content-Type', 'text/html')
      res.end('<title>Index of ' + req.url + '</title>' + names.join('<br>'))
    })
  }
}
