const { createHmac, timingSafeEqual } = require('crypto')

module.exports = (key) => (req, res, next) => {
  const hmac = createHmac('sha256', key).update(req.rawBody).digest('hex')
  const given = Buffer.from(String(req.headers['x-signature']))
  if (given.length !== hmac.length || !timingSafeEqual(given, Buffer.from(hmac))) return res.sendStatus(401)
  next()
}
