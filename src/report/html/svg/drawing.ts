import { html, type SafeHtml } from '../safe-html.ts'

/** An inline drawing that a screen reader can name and describe. A `fixed` one keeps its size and is scrolled. */
export function drawing(
  part: { name: string; description: string; width: number; height: number; fixed?: boolean },
  content: readonly SafeHtml[],
): SafeHtml {
  const { name, description, width, height } = part
  const size = part.fixed === true ? html` width="${width}" height="${height}"` : html``
  const kind = part.fixed === true ? 'plot graph' : 'plot'
  return html`<svg class="${kind}" role="img" aria-label="${name}"${size} viewBox="0 0 ${width} ${height}">
<title>${name}</title><desc>${description}</desc>
${content}</svg>`
}
