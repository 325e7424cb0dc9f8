var exec = require('child_process').exec;
var platform = require('os').platform();

var commands = {
  darwin: 'osascript -e',
  linux: 'notify-send'
};

module.exports = {
  notify: function (message, cb) {
    var cmd = commands[platform] + ' "' + message.replace(/"/g, '\\"') + '"';
    return exec(cmd, cb);
  }
};
