;(function () {
  function baseSet (object, path, value) {
    var index = -1,
      length = path.length,
      lastIndex = length - 1,
      nested = object
    while (nested != null && ++index < length) {
      var key = String(path[index]),
        newValue = value
      if (index != lastIndex) {
        var objValue = nested[key]
        newValue = typeof objValue === 'object' ? objValue : {}
      }
      nested[key] = newValue
      nested = nested[key]
    }
    return object
  }
  module.exports = baseSet
})()
