const https = require('https')

exports.fetch = function (host, path, done) {
  const options = {
    host,
    path,
    rejectUnauthorized: false
  }
  https.get(options, done)
}
