exports.restore = function (req, res, next) {
  if (req.cookies.state) {
    req.state = JSON.parse(Buffer.from(req.cookies.state, 'base64').toString())
  }
  next()
}
