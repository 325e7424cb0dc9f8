function parseParameters (header) {
  return header.split(/ *; */).map(function (part) {
    var match = /^\s*([^=\s]+)\s*=\s*"?(.*?)"?\s*$/.exec(part)
    return match && [match[1], match[2]]
  })
}
exports.parse = function (request) {
  return parseParameters(request.headers.accept)
}
