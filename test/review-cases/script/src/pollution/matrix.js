exports.transpose = function (rows) {
  var result = []
  for (var i = 0; i < rows.length; i++) {
    for (var j = 0; j < rows[i].length; j++) {
      result[j] = result[j] || []
      result[j][i] = rows[i][j]
    }
  }
  return result
}
