const fs = require('fs')

exports.load = function (text) {
  return JSON.parse(text)
}
