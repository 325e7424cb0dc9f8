const fs = require('fs')
const path = require('path')

exports.load = function (folder) {
  const file = path.join(folder, 'settings.json')
  return JSON.parse(fs.readFileSync(file, 'utf8'))
}
