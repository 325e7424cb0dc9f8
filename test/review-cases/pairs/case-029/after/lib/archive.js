var childProcess = require('child_process')
var quote = require('shell-quote').quote

function pack (folder, file) {
  var command = 'tar czf ' + quote([file, folder])
  childProcess.execSync(command)
}

exports.pack = pack
