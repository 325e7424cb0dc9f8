module.exports = function compile (path) {
  var body = 'return o'
  path.split('.').forEach(function (part) {
    body += '.' + part
  })
  return new Function('o', body)
}
