exports.isList = function (text) {
  return /^(\s*\w+\s*,?)+$/.test(text)
}
