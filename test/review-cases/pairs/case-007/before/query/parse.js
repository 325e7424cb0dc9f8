function put (out, keys, value) {
  var key = keys.shift()
  if (keys.length === 0) {
    out[key] = value
    return
  }
  if (!out[key]) out[key] = {}
  put(out[key], keys, value)
}

module.exports = function parse (query) {
  var result = {}
  query.split('&').forEach(function (pair) {
    var at = pair.indexOf('=')
    var name = decodeURIComponent(pair.slice(0, at))
    put(result, name.split(/[[\]]+/).filter(Boolean), decodeURIComponent(pair.slice(at + 1)))
  })
  return result
}
