const Model = require('./model')

exports.search = function (req, res, next) {
  Model.find({ $where: 'this.name == "' + req.query.name + '"' })
    .then((found) => res.json(found))
    .catch(next)
}
