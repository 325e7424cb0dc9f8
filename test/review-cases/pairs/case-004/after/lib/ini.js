exports.parse = function (text) {
  var out = Object.create(null)
  var section = out
  text.split(/\r?\n/).forEach(function (line) {
    var match = line.match(/^\[([^\]]*)\]$|^([^=]+)=(.*)$/)
    if (!match) return
    if (match[1] !== undefined) {
      section = out[match[1]] = out[match[1]] || Object.create(null)
      return
    }
    section[match[2].trim()] = match[3].trim()
  })
  return out
}
