const knex = require('knex')({ client: 'pg' })

module.exports = async function report (req, res) {
  const column = req.body.sort || 'name'
  const rows = await knex.raw(`select name, total from sales order by ${column}`)
  res.json(rows)
}
