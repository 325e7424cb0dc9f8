const fs = require('fs')

function read (name) {
  return fs.readFileSync('views/' + name + '.html', 'utf8')
}

exports.page = (req, res) => {
  const parts = req.path.split('/')
  const page = parts[parts.length - 1] ? parts.slice(1).join('/') : 'home'
  res.type('html')
  res.write(read(page))
  res.end()
}
