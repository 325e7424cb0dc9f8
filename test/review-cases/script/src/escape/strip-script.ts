export function clean(markup: string): string {
  return markup.replace(/<script.*?>.*?<\/script>/gi, '')
}
