function setKey (obj, keys, value) {
  var o = obj
  keys.slice(0, -1).forEach(function (key) {
    if (o[key] === undefined) o[key] = {}
    o = o[key]
  })

  var key = keys[keys.length - 1]
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
