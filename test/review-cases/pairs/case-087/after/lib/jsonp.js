exports.jsonp = function (req, res, data) {
  var callback = req.query.callback
  var body = JSON.stringify(data)
  if (callback) {
    res.setHeader('Content-Type', 'text/javascript')
    body = callback.replace(/[^\w$.]/g, '') + '(' + body + ');'
  }
  res.end(body)
}
