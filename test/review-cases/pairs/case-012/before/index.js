'use strict'
module.exports = function trimTail (text) {
  return text.replace(/[\r\n]+$/, '')
}
