var db = require('./db')
var TABLES = ['users', 'orders', 'events']

module.exports = function (req, res) {
  var statements = TABLES.map(function (table) { return 'SELECT count(*) FROM ' + table })
  var name = req.query.name
  db.query(statements.join(' UNION ALL '), function (err, rows) {
    res.json({ name: name, counts: rows })
  })
}
