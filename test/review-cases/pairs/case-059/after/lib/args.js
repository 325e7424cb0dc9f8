function setKey (obj, keys, value) {
  var o = obj
  for (var i = 0; i < keys.length - 1; i++) {
    var key = keys[i]
    if (key === '__proto__') return
    if (o[key] === undefined) o[key] = {}
    o = o[key]
  }

  var key = keys[keys.length - 1]
  if (key === '__proto__') return
  if (o[key] === undefined || typeof o[key] === 'boolean') {
    o[key] = value
  } else if (Array.isArray(o[key])) {
    o[key].push(value)
  } else {
    o[key] = [o[key], value]
  }
}

module.exports = function (args) {
  var argv = {}
  args.forEach(function (arg) {
    var m = arg.match(/^--([^=]+)=([\s\S]*)$/)
    if (m) setKey(argv, m[1].split('.'), m[2])
  })
  return argv
}
