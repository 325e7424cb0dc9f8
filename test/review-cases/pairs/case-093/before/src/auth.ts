import { Context, Next } from 'koa'

export async function login(ctx: Context, next: Next) {
  const target = ctx.query.redirect as string
  ctx.redirect(target || '/')
}
