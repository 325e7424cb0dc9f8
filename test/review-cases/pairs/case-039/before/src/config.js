const fs = require('fs')

exports.load = function (text) {
  return eval('(' + text + ')')
}
