module.exports = function (err, req, res, next) {
  res.status(500).send('<pre>' + err.stack + '</pre>')
}
