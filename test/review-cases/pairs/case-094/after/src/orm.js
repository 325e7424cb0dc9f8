const { escapeId } = require('mysql2')

exports.increment = async function (connection, table, column, id) {
  const [rows] = await connection.execute('UPDATE ' + escapeId(table) + ' SET ' + escapeId(column) + ' = ' + escapeId(column) + ' + 1 WHERE id = ?', [id])
  return rows
}
