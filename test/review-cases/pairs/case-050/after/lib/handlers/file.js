'use strict'
var Path = require('path')
var Fs = require('fs')

var internals = {}

internals.resolve = function (base, name) {
  var file = Path.join(base, name)
  return file.indexOf(Path.resolve(base)) === 0 ? file : null
}

exports.handler = function (options) {
  return function (request, reply) {
    var file = internals.resolve(options.path, request.params.file)
    if (!file) return reply(new Error('forbidden'))
    Fs.stat(file, function (err, stat) {
      if (err) return reply(err)
      reply(Fs.createReadStream(file))
    })
  }
}
