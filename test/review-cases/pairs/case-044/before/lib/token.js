function createToken (length) {
  var letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  var token = ''
  for (var i = 0; i < length; i++) {
    token += letters[Math.floor(Math.random() * letters.length)]
  }
  return token
}
module.exports = createToken
