var db = require('./db')

function where (field, value) {
  return field + " = '" + value + "'"
}

exports.byEmail = function (email, done) {
  db.query('SELECT * FROM people WHERE ' + where('email', email) + ' LIMIT 1', done)
}
