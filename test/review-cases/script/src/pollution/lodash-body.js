const _ = require('lodash')
const settings = { theme: 'light' }

exports.update = (req, res) => {
  _.merge(settings, req.body)
  res.sendStatus(204)
}
