const fs = require('fs')
const path = require('path')
const yauzl = require('yauzl')

exports.extract = function (archive, target, done) {
  const base = path.resolve(target)
  yauzl.open(archive, { lazyEntries: true }, (error, zip) => {
    if (error) return done(error)
    zip.readEntry()
    zip.on('entry', (entry) => {
      const out = path.resolve(base, entry.fileName)
      if (!out.startsWith(base + path.sep)) return done(new Error('entry outside of the target'))
      zip.openReadStream(entry, (failed, stream) => {
        if (failed) return done(failed)
        stream.pipe(fs.createWriteStream(out))
        zip.readEntry()
      })
    })
    zip.on('end', done)
  })
}
