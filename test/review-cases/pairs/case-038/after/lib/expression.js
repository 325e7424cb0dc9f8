var parse = require('./parse')
module.exports = function evaluate (expression, scope) {
  return parse(expression).reduce(function (value, step) {
    return step(value, scope)
  }, undefined)
}
