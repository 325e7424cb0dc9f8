const unzipper = require('unzipper')
const fs = require('fs')
const path = require('path')

async function extract (file, dir) {
  const root = path.resolve(dir)
  const directory = await unzipper.Open.file(file)
  for (const entry of directory.files) {
    const target = path.join(root, entry.path)
    if (target.indexOf(root + path.sep) !== 0) continue
    await new Promise((resolve, reject) => {
      entry.stream().pipe(fs.createWriteStream(target)).on('finish', resolve).on('error', reject)
    })
  }
}
module.exports = { extract }
