const vm = require('vm')

class Evaluator {
  constructor (sandbox) {
    this.sandbox = sandbox || {}
  }

  run (code) {
    const context = vm.createContext(this.sandbox)
    return vm.runInContext(code, context)
  }
}
exports.Evaluator = Evaluator
