const cp = require('child_process')

class Repository {
  constructor (folder) {
    this.folder = folder
  }

  run (args) {
    return new Promise((resolve, reject) => {
      cp.execFile('git', args, { cwd: this.folder }, (error, stdout) => error ? reject(error) : resolve(stdout))
    })
  }

  tag (name) {
    return this.run(['tag', '--', name])
  }
}

module.exports = Repository
