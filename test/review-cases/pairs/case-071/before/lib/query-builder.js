class Query {
  constructor (db) {
    this.db = db
    this.conditions = []
  }

  where (column, value) {
    this.conditions.push('`' + column + "` = '" + value + "'")
    return this
  }

  all (callback) {
    const sql = 'SELECT * FROM records WHERE ' + this.conditions.join(' AND ')
    this.db.query(sql, callback)
  }
}
module.exports = (db) => new Query(db)
module.exports.Query = Query
