const Koa = require('koa')
const escape = require('escape-html')
const app = new Koa()

app.use(async (ctx) => {
  const rows = [ctx.query.a, ctx.query.b].map((cell) => `<td>${escape(cell)}</td>`)
  ctx.type = 'html'
  ctx.body = `<table><tr>${rows.join('')}</tr></table>`
})
