module.exports = function evaluate (expression, scope) {
  var names = Object.keys(scope)
  var values = names.map(function (name) { return scope[name] })
  return Function(names.join(','), 'return (' + expression + ')').apply(null, values)
}
