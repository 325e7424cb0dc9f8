var exec = require('child_process').exec
var util = require('util')

function Thumbnail (file) {
  this.file = file
}

Thumbnail.prototype.size = function (width) {
  this.width = width
  return this
}

Thumbnail.prototype.write = function (target, callback) {
  var command = util.format('convert "%s" -resize %d "%s"', this.file, this.width, target)
  exec(command, callback)
}

module.exports = Thumbnail
