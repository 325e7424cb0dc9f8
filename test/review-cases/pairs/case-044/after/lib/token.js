var crypto = require('crypto')

function createToken (length) {
  var letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  var token = ''
  for (var i = 0; i < length; i++) {
    token += letters[crypto.randomInt(letters.length)]
  }
  return token
}
module.exports = createToken
