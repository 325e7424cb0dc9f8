const Model = require('./model')

exports.search = function (req, res, next) {
  const name = req.query.name
  if (typeof name !== 'string') return res.sendStatus(400)
  Model.find({ active: true })
    .then((found) => res.json(found.filter((one) => one.name === name)))
    .catch(next)
}
