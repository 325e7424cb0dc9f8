const path = require('path')
const fs = require('fs')
const micro = require('micro')
const isPathInside = require('path-is-inside')

const handler = root => async (req, res) => {
  const { pathname } = new URL(req.url, 'http://localhost')
  const related = path.join(root, decodeURIComponent(pathname))
  if (!isPathInside(related, root)) return micro.send(res, 400)
  const stats = await fs.promises.stat(related)
  if (stats.isFile()) fs.createReadStream(related).pipe(res)
}
module.exports = root => micro(handler(root))
