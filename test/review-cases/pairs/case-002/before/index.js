module.exports = function setValue (obj, path, value) {
  var parts = path.split('.')
  var last = parts.pop()
  var node = obj
  for (var i = 0; i < parts.length; i++) {
    var part = parts[i]
    if (typeof node[part] !== 'object' || node[part] === null) {
      node[part] = {}
    }
    node = node[part]
  }
  node[last] = value
  return obj
}
