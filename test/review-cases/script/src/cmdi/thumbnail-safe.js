var execFile = require('child_process').execFile

function Thumbnail (file) {
  this.file = file
}

Thumbnail.prototype.size = function (width) {
  this.width = width
  return this
}

Thumbnail.prototype.write = function (target, callback) {
  execFile('convert', [this.file, '-resize', String(this.width), target], callback)
}

module.exports = Thumbnail
