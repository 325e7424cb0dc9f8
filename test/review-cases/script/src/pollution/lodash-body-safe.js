const _ = require('lodash')
const settings = { theme: 'light' }

exports.update = (req, res) => {
  _.merge(settings, { theme: String(req.body.theme) === 'dark' ? 'dark' : 'light' })
  res.sendStatus(204)
}
