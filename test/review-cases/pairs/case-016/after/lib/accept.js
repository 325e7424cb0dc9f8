function parseParameters (header) {
  return header.split(';').map(function (part) {
    var at = part.indexOf('=')
    return at < 0 ? null : [part.slice(0, at).trim(), part.slice(at + 1).trim()]
  })
}
exports.parse = function (request) {
  return parseParameters(request.headers.accept)
}
