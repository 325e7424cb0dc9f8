const express = require('express')
const mysql = require('mysql')
const app = express()
const connection = mysql.createConnection(process.env.DATABASE)

app.get('/accounts', function (req, res) {
  const filters = []
  filters.push("name LIKE '%" + req.query.name + "%'")
  if (req.query.active === 'yes') filters.push('active = 1')
  const sql = 'SELECT id, name FROM accounts WHERE ' + filters.join(' AND ')
  connection.query(sql, (err, rows) => res.json(rows))
})
