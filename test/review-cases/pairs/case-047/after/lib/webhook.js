const crypto = require('crypto')

exports.verify = function (secret, body, signature) {
  const expected = crypto.createHmac('sha256', secret).update(body).digest('hex')
  return expected.length === signature.length && crypto.timingSafeEqual(Buffer.from(expected), Buffer.from(signature))
}
