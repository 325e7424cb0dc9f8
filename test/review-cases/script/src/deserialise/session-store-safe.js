const serialize = require('node-serialize')
const fs = require('fs')

module.exports = (req, res, next) => {
  const raw = req.headers['x-session']
  req.session = JSON.parse(Buffer.from(raw, 'base64').toString('utf8'))
  req.settings = serialize.unserialize(serialize.serialize({ theme: 'dark' }))
  next()
}
