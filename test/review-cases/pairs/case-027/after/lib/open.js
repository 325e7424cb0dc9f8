var spawn = require('child_process').spawn

exports.open = function (target, options) {
  var child = spawn('xdg-open', [target], { detached: true })
  child.unref()
  return child
}
