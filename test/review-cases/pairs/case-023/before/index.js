var exec = require('child_process').exec

module.exports = function (branch, callback) {
  exec('git checkout ' + branch, function (err, stdout) {
    callback(err, stdout)
  })
}
