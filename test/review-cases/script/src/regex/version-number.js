var VERSION = new RegExp('^v?(\\d+)+(\\.\\d+)*$')

module.exports = function (text) {
  return VERSION.test(text)
}
