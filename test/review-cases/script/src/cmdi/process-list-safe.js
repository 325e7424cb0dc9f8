var cp = require('child_process')

module.exports = {
  isRunning: function (name) {
    return this.list(name).length > 0
  },
  list: function (name) {
    var lines = cp.execSync('ps aux').toString().split('\n')
    return name ? lines.filter(function (line) { return line.indexOf(name) !== -1 }) : lines
  }
}
