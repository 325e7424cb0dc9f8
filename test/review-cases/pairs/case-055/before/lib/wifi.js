const { exec } = require('child_process')
const env = require('./env')

function escape (text) {
  return text
}

function connect (config, ap, callback) {
  const commandStr = "nmcli -w 10 device wifi connect '" + ap.ssid + "'" + ' password ' + "'" + ap.password + "'"
  exec(commandStr, { env }, (err, resp) => {
    callback(err)
  })
}

module.exports = (config) => (ap, callback) => {
  if (callback) connect(config, ap, callback)
  else return new Promise((resolve, reject) => connect(config, ap, (err) => err ? reject(err) : resolve()))
}
