const childProcess = require('child_process')
const util = require('util')

function Video (path) {
  this.commands = []
  this.inputs = [path]
}

Video.prototype.addCommand = function (command, argument) {
  this.commands.push(command)
  if (argument !== undefined) this.commands.push(argument)
}

Video.prototype.execute = function (destination, callback) {
  this.commands.unshift('-i', this.inputs.join(' -i '))
  var line = ['ffmpeg'].concat(this.commands, destination).join(' ')
  childProcess.exec(line, { maxBuffer: 1024 * 1024 }, function (error, stdout) {
    callback(error, stdout)
  })
}
module.exports = Video
