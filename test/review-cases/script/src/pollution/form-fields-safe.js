function parseForm (text) {
  var form = new Map()
  var fields = text.split('&')
  for (var i = 0; i < fields.length; i++) {
    var pair = fields[i].split('=')
    var match = /^(\w+)\[(\w+)\]$/.exec(decodeURIComponent(pair[0]))
    if (match) {
      var group = form.get(match[1])
      if (!group) form.set(match[1], group = new Map())
      group.set(match[2], decodeURIComponent(pair[1]))
    }
  }
  return form
}
exports.parseForm = parseForm
