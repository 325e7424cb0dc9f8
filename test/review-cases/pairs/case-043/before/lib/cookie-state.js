var serialize = require('node-serialize')

exports.restore = function (req, res, next) {
  if (req.cookies.state) {
    req.state = serialize.unserialize(Buffer.from(req.cookies.state, 'base64').toString())
  }
  next()
}
