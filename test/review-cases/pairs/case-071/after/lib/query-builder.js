class Query {
  constructor (db) {
    this.db = db
    this.conditions = []
    this.values = []
  }

  where (column, value) {
    this.conditions.push('?? = ?')
    this.values.push(column, value)
    return this
  }

  all (callback) {
    const sql = 'SELECT * FROM records WHERE ' + this.conditions.join(' AND ')
    this.db.query(sql, this.values, callback)
  }
}
module.exports = (db) => new Query(db)
module.exports.Query = Query
