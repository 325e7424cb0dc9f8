var crypto = require('crypto')

exports.resetLink = function (user) {
  var token = crypto.randomBytes(16).toString('hex')
  return 'https://example.com/reset?user=' + user + '&token=' + token
}
