const SIGNS: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' }

export function clean(markup: string): string {
  return markup.replace(/[<>&"]/g, (sign) => SIGNS[sign] ?? sign)
}
