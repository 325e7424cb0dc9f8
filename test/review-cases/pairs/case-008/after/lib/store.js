var store = {}

function resolve (root, path, create) {
  var current = root
  var segments = path.split('/')
  while (segments.length > 1) {
    var segment = segments.shift()
    if (!(segment in current)) {
      if (!create) return null
      current[segment] = {}
    }
    current = current[segment]
  }
  return { node: current, name: segments[0] }
}

function assertSafe (name) {
  if (/^(__proto__|constructor|prototype)$/.test(name)) throw new TypeError('bad name: ' + name)
}

exports.put = function (path, value) {
  var current = store
  var segments = path.split('/')
  segments.forEach(assertSafe)
  var name
  while ((name = segments.shift()) && segments.length) {
    current = current[name] || (current[name] = {})
  }
  current[name] = value
}
exports.find = function (path) { return resolve(store, path, false) }
