var VERSION = new RegExp('^v?(\\d+)+(\\.\\d+)*$')
var MAX_LENGTH = 64

module.exports = function (text) {
  if (text.length > MAX_LENGTH) return false
  return VERSION.test(text)
}
