var childProcess = require('child_process')
var quote = require('shell-quote').quote

function pack (folder, file) {
  var command = 'tar czf ' + file + ' ' + folder
  childProcess.execSync(command)
}

exports.pack = pack
