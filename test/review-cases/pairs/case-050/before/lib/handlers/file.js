'use strict'
var Path = require('path')
var Fs = require('fs')

var internals = {}

internals.resolve = function (base, name) {
  return Path.join(base, name)
}

exports.handler = function (options) {
  return function (request, reply) {
    var file = internals.resolve(options.path, request.params.file)
    Fs.stat(file, function (err, stat) {
      if (err) return reply(err)
      reply(Fs.createReadStream(file))
    })
  }
}
