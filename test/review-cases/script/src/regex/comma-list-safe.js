exports.isList = function (text) {
  return /^\w+(?:, ?\w+)*$/.test(text)
}
