const Koa = require('koa')
const app = new Koa()

app.use(async (ctx) => {
  const rows = [ctx.query.a, ctx.query.b].map((cell) => `<td>${cell}</td>`)
  ctx.type = 'html'
  ctx.body = `<table><tr>${rows.join('')}</tr></table>`
})
