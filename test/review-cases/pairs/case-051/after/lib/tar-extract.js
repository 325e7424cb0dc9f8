var tar = require('tar-stream')
var fs = require('fs')
var path = require('path')

function inside (folder, file) {
  var relative = path.relative(folder, file)
  return !relative.startsWith('..') && !path.isAbsolute(relative)
}

module.exports = function (source, cwd, callback) {
  var extract = tar.extract()
  extract.on('entry', function (header, stream, next) {
    var target = path.join(cwd, header.name)
    if (!inside(cwd, target)) return next(new Error('bad entry'))
    stream.pipe(fs.createWriteStream(target))
    stream.on('end', next)
  })
  extract.on('finish', callback)
  source.pipe(extract)
}
