class Users {
  constructor (connection) {
    this.connection = connection
  }

  find (name, callback) {
    var sql = "SELECT * FROM users WHERE name = '" + name + "'"
    this.connection.query(sql, callback)
  }
}
module.exports = Users
