exports.parseRange = function (header) {
  if (header.indexOf('bytes=') !== 0) return []
  return header.slice(6).split(',').map(function (part) { return part.trim() })
}
