exports.increment = async function (connection, table, column, id) {
  const [rows] = await connection.execute('UPDATE ' + table + ' SET ' + column + ' = ' + column + ' + 1 WHERE id = ' + id)
  return rows
}
