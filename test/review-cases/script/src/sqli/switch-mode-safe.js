const { createPool } = require('mysql2/promise')
const pool = createPool({})

exports.handler = async (event) => {
  const { mode, key } = JSON.parse(event.body)
  let sql
  let values = []
  switch (mode) {
    case 'id':
      sql = `SELECT * FROM items WHERE id = ${Number(key)}`
      break
    case 'name':
      sql = 'SELECT * FROM items WHERE name = ?'
      values = [key]
      break
    default:
      sql = 'SELECT * FROM items'
  }
  const [rows] = await pool.execute(sql, values)
  return { statusCode: 200, body: JSON.stringify(rows) }
}
