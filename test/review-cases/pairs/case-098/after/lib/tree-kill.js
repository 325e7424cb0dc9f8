var childProcess = require('child_process');
var spawn = childProcess.spawn;
var exec = childProcess.exec;

module.exports = function (pid, signal, callback) {
  pid = parseInt(pid);
  if (Number.isNaN(pid)) throw new Error("pid must be a number");
  switch (process.platform) {
    case 'win32':
      exec('taskkill /pid ' + pid + ' /T /F', callback);
      break;
    default:
      spawn('kill', ['-' + signal, pid]).on('close', callback);
  }
};
