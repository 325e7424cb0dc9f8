function extend() {
  var deep = false
  var target = arguments[0] || {}
  var i = 1
  if (typeof target === 'boolean') {
    deep = target
    target = arguments[1] || {}
    i = 2
  }
  for (; i < arguments.length; i++) {
    var options = arguments[i]
    if (options == null) continue
    for (var name in options) {
      var src = target[name]
      var copy = options[name]
      if (target === copy) continue
      if (deep && copy && typeof copy === 'object') {
        var clone = src && typeof src === 'object' ? src : {}
        target[name] = extend(deep, clone, copy)
      } else if (copy !== undefined) {
        target[name] = copy
      }
    }
  }
  return target
}
exports.extend = extend
