module.exports = function compile (path) {
  var parts = path.split('.')
  return function (object) {
    return parts.reduce(function (value, part) { return value[part] }, object)
  }
}
