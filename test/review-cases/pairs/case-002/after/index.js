module.exports = function setValue (obj, path, value) {
  var parts = path.split('.')
  var last = parts.pop()
  var node = obj
  for (var i = 0; i < parts.length; i++) {
    var part = parts[i]
    if (isUnsafe(part)) return obj
    if (typeof node[part] !== 'object' || node[part] === null) {
      node[part] = {}
    }
    node = node[part]
  }
  if (isUnsafe(last)) return obj
  node[last] = value
  return obj
}

function isUnsafe (key) {
  return ['__proto__', 'constructor', 'prototype'].indexOf(key) !== -1
}
