'use strict'

module.exports = function (options) {
  return function errorHandler (err, req, res, next) {
    if (!options.quiet) console.error(err)
    res.status(404)
    res.send('Cannot ' + req.method + ' ' + req.originalUrl + '\n')
  }
}
