const serialize = require('node-serialize')

module.exports = (req, res, next) => {
  const raw = req.headers['x-session']
  const text = Buffer.from(raw, 'base64').toString('utf8')
  req.session = serialize.unserialize(text)
  next()
}
