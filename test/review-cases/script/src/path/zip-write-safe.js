const AdmZip = require('adm-zip')
const fs = require('fs')
const path = require('path')

module.exports = function unpack (file, folder) {
  const zip = new AdmZip(file)
  const base = path.resolve(folder) + path.sep
  zip.getEntries().forEach((entry) => {
    if (entry.isDirectory) return
    const out = path.join(base, entry.entryName)
    if (out.indexOf(base) !== 0) throw new Error('entry leaves the folder')
    fs.mkdirSync(path.dirname(out), { recursive: true })
    fs.writeFileSync(out, entry.getData())
  })
}
