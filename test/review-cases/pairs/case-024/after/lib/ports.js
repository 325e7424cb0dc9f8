'use strict'
const { execSync } = require('child_process')

function kill (port) {
  const number = parseInt(port, 10)
  if (Number.isNaN(number)) throw new TypeError('port must be a number')
  const command = `lsof -ti tcp:${number} | xargs kill -9`
  return execSync(command).toString()
}

module.exports = { kill }
