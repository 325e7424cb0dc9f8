'use strict'
const { execSync } = require('child_process')

function kill (port) {
  const command = `lsof -ti tcp:${port} | xargs kill -9`
  return execSync(command).toString()
}

module.exports = { kill }
