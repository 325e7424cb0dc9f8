var spawn = require('child_process').spawn;
var platform = require('os').platform();

var commands = {
  darwin: ['osascript', '-e'],
  linux: ['notify-send']
};

module.exports = {
  notify: function (message, cb) {
    var cmd = commands[platform];
    return spawn(cmd[0], cmd.slice(1).concat(message)).on('close', cb);
  }
};
