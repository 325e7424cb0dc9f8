var db = require('./db')
var mysql = require('mysql')

function where (field, value) {
  return field + ' = ' + mysql.escape(value)
}

exports.byEmail = function (email, done) {
  db.query('SELECT * FROM people WHERE ' + where('email', email) + ' LIMIT 1', done)
}
