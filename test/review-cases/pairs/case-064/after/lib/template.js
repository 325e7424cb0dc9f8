function compile (text, settings) {
  var parts = text.split(/(<%=.*?%>)/)
  return function (data) {
    return parts.map(function (part) {
      var match = /^<%=(.*)%>$/.exec(part)
      return match ? data[match[1].trim()] : part
    }).join('')
  }
}
exports.compile = compile
