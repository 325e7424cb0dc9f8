const yaml = require('js-yaml')
const fs = require('fs')

module.exports = function load (text) {
  const data = yaml.safeLoad(text)
  return data
}
