const path = require('path')
const fs = require('fs')
const micro = require('micro')

const handler = root => async (req, res) => {
  const { pathname } = new URL(req.url, 'http://localhost')
  const related = path.join(root, decodeURIComponent(pathname))
  const stats = await fs.promises.stat(related)
  if (stats.isFile()) fs.createReadStream(related).pipe(res)
}
module.exports = root => micro(handler(root))
