const acorn = require('./acorn')

class Evaluator {
  constructor (sandbox) {
    this.sandbox = sandbox || {}
  }

  run (code) {
    const tree = acorn.parse(code)
    return tree.evaluate(this.sandbox)
  }
}
exports.Evaluator = Evaluator
