var tar = require('tar-stream')
var fs = require('fs')
var path = require('path')

module.exports = function (source, cwd, callback) {
  var extract = tar.extract()
  extract.on('entry', function (header, stream, next) {
    var target = path.join(cwd, header.name)
    stream.pipe(fs.createWriteStream(target))
    stream.on('end', next)
  })
  extract.on('finish', callback)
  source.pipe(extract)
}
