const escapeRegExp = require('lodash/escapeRegExp')

exports.filter = (items) => (req, res) => {
  const pattern = new RegExp(escapeRegExp(req.query.filter), 'i')
  res.json(items.filter((item) => pattern.test(item.name)))
}
