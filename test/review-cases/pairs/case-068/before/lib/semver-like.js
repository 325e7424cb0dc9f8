'use strict'
const re = []
const src = []
let n = 0
const NUM = n++
src[NUM] = '0|[1-9]\\d*'
const FULL = n++
src[FULL] = '^\\s*v?(' + src[NUM] + ')\\s*$'
for (let i = 0; i < n; i++) re[i] = new RegExp(src[i])

exports.clean = (version) => version.trim().replace(/^[=v]+/, '')
exports.range = (text) => {
  return text.replace(/(\s*)([^@\s]+)(\s*)@/g, '$2@')
}
