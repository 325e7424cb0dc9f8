const { execFile } = require('child_process')
const env = require('./env')

function connect (config, ap, callback) {
  const args = ['-w', '10', 'device', 'wifi', 'connect', ap.ssid, 'password', ap.password]
  execFile('nmcli', args, { env }, (err, resp) => {
    callback(err)
  })
}

module.exports = (config) => (ap, callback) => {
  if (callback) connect(config, ap, callback)
  else return new Promise((resolve, reject) => connect(config, ap, (err) => err ? reject(err) : resolve()))
}
