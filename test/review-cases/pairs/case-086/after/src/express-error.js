'use strict'
const escapeHtml = require('escape-html')

module.exports = function (options) {
  return function errorHandler (err, req, res, next) {
    if (!options.quiet) console.error(err)
    res.status(404)
    res.send('Cannot ' + req.method + ' ' + escapeHtml(req.originalUrl) + '\n')
  }
}
