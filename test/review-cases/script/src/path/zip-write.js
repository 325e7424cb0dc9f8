const AdmZip = require('adm-zip')
const fs = require('fs')
const path = require('path')

module.exports = function unpack (file, folder) {
  const zip = new AdmZip(file)
  zip.getEntries().forEach((entry) => {
    if (entry.isDirectory) return
    const out = path.join(folder, entry.entryName)
    fs.mkdirSync(path.dirname(out), { recursive: true })
    fs.writeFileSync(out, entry.getData())
  })
}
