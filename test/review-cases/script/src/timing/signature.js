const { createHmac } = require('crypto')

module.exports = (key) => (req, res, next) => {
  const expected = 'sha256=' + createHmac('sha256', key).update(req.rawBody).digest('hex')
  const hmac = createHmac('sha256', key).update(req.rawBody).digest('hex')
  if (req.headers['x-signature'] !== hmac) return res.sendStatus(401)
  next(null, expected)
}
