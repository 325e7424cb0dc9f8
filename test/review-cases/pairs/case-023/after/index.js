var execFile = require('child_process').execFile

module.exports = function (branch, callback) {
  execFile('git', ['checkout', branch], function (err, stdout) {
    callback(err, stdout)
  })
}
