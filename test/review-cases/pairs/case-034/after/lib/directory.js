var fs = require('fs')

function encode (text) {
  return text.replace(/[&<>"']/g, function (sign) { return '&#' + sign.charCodeAt(0) + ';' })
}

exports.list = function (root) {
  return function (req, res) {
    fs.readdir(root, function (err, names) {
      res.setHeader('Content-Type', 'text/html')
      res.end('<title>Index of ' + encode(req.url) + '</title>' + names.join('<br>'))
    })
  }
}
