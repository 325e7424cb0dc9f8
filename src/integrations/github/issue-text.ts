/** GitHub takes 65,536 characters; some are left for what is added. */
const LONGEST = 60_000
const LONGEST_TITLE = 240
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu
const CUT = '*The rest is too long for here; Watchfloor has the whole report.*'

/** A title in which nobody is called and nothing is linked: a character of no width parts the mark from the name. */
export function issueTitle(text: string): string {
  const line = text.replace(UNSEEN, ' ').trim()
  const inert = line
    .replace(/[@#](?=\w)/g, '$&\u200B')
    .replace(/\bgh(?=-\d)/gi, '$&\u200B')
    .replace(/:(?=\/\/)|www(?=\.)/gi, '$&\u200B')
  return inert.length > LONGEST_TITLE ? `${inert.slice(0, LONGEST_TITLE - 1)}…` : inert
}

/** A comment that is not shown, by which what was sent is found again. Nothing in the key can end it. */
export function markOf(kind: MarkKind, key: string): string {
  return `<!-- watchfloor ${kind}: ${encodeURIComponent(key).replaceAll('-', '%2D')} -->`
}

export type MarkKind = 'incident' | 'notice' | 'review' | 'finding' | 'over'

const LEADING_MARKS = /^(?:<!-- watchfloor[^<>\n]{0,1000}-->\s*)+/

/** The key of such a mark among those that a text begins with; what stands further down was not written as a mark. */
export function keyIn(kind: MarkKind, text: string): string | undefined {
  const [marks = ''] = LEADING_MARKS.exec(text) ?? []
  const [, key] = new RegExp(`<!-- watchfloor ${kind}: (\\S+) -->`).exec(marks) ?? []
  try {
    return key && decodeURIComponent(key)
  } catch {
    return undefined
  }
}

/** A text without the marks that it begins with. */
export function withoutMarks(text: string): string {
  return text.replace(LEADING_MARKS, '')
}

/** Marks before the text, so that they are there however much of it is cut. A long text ends before a heading, where it has one. */
export function issueBody(marks: readonly string[], markdown: string): string {
  return `${marks.join('\n')}\n\n${markdown.length <= LONGEST ? markdown : cutMarkdown(markdown)}`
}

function cutMarkdown(markdown: string): string {
  const head = markdown.slice(0, LONGEST)
  const heading = head.lastIndexOf('\n## ')
  const kept = heading > 0 ? head.slice(0, heading) : head.slice(0, Math.max(0, head.lastIndexOf('\n')))
  return `${kept}${closingFence(kept)}\n\n${CUT}\n`
}

/** A code block that was cut would swallow what follows. */
function closingFence(markdown: string): string {
  let open: string | undefined
  for (const [, fence = ''] of markdown.matchAll(/^(`{3,})/gm))
    if (open === undefined) open = fence
    else if (fence.length >= open.length) open = undefined
  return open === undefined ? '' : `\n${open}`
}
