'use strict'
const execa = require('execa')
const pify = require('pify')
const cp = require('child_process')

module.exports = pid => {
  if (process.platform === 'win32') {
    return execa.shell(`taskkill /PID ${pid} /F`)
  }
  return pify(cp.exec)(`kill -9 ${pid}`)
}
