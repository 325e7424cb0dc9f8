var cp = require('child_process')

module.exports = {
  isRunning: function (name) {
    return this.list(name).length > 0
  },
  list: function (name) {
    var filter = name ? ' | grep ' + name : ''
    return cp.execSync('ps aux' + filter).toString().split('\n')
  }
}
