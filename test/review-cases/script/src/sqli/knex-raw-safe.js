const knex = require('knex')({ client: 'pg' })
const SORTS = ['name', 'total', 'date']

module.exports = async function report (req, res) {
  const column = req.body.sort || 'name'
  if (!SORTS.includes(column)) return res.status(400).json({ error: 'unknown column' })
  const rows = await knex.raw(`select name, total from sales order by ${column}`)
  res.json(rows)
}
