function parseForm (text) {
  var form = {}
  var fields = text.split('&')
  for (var i = 0; i < fields.length; i++) {
    var pair = fields[i].split('=')
    var match = /^(\w+)\[(\w+)\]$/.exec(decodeURIComponent(pair[0]))
    if (match) {
      var group = form[match[1]]
      if (!group) group = form[match[1]] = {}
      group[match[2]] = decodeURIComponent(pair[1])
    }
  }
  return form
}
exports.parseForm = parseForm
