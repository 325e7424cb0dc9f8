function compile (text, settings) {
  var source = "var out='';"
  text.split(/(<%=.*?%>)/).forEach(function (part) {
    var match = /^<%=(.*)%>$/.exec(part)
    source += match ? 'out+=' + match[1] + ';' : 'out+=' + JSON.stringify(part) + ';'
  })
  if (settings.variable) source = 'var ' + settings.variable + '=data;' + source
  return new Function('data', source + 'return out;')
}
exports.compile = compile
