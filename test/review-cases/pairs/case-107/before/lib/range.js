exports.parseRange = function (header) {
  var m = header.match(/^\s*bytes\s*=\s*((?:\d*-\d*\s*,?\s*)+)$/)
  return m ? m[1].split(',') : []
}
