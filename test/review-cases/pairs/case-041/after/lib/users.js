class Users {
  constructor (connection) {
    this.connection = connection
  }

  find (name, callback) {
    var sql = 'SELECT * FROM users WHERE name = ?'
    this.connection.query(sql, [name], callback)
  }
}
module.exports = Users
