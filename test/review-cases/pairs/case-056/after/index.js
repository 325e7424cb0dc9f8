'use strict'
const execa = require('execa')
const pify = require('pify')
const cp = require('child_process')

module.exports = pid => {
  if (typeof pid !== 'number') throw new TypeError('expected a number')
  if (process.platform === 'win32') {
    return execa.shell(`taskkill /PID ${pid} /F`)
  }
  return pify(cp.exec)(`kill -9 ${pid}`)
}
