const https = require('https')

exports.fetch = function (host, path, done) {
  const options = {
    host,
    path
  }
  https.get(options, done)
}
