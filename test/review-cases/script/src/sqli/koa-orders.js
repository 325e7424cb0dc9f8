const Koa = require('koa')
const Router = require('@koa/router')
const sqlite3 = require('sqlite3')

const db = new sqlite3.Database('shop.db')
const router = new Router()

router.get('/orders/:id', async (ctx) => {
  const { id } = ctx.params
  ctx.body = await new Promise((resolve, reject) => {
    db.all('SELECT * FROM orders WHERE id = ' + id, (error, rows) => error ? reject(error) : resolve(rows))
  })
})
new Koa().use(router.routes()).listen(3000)
