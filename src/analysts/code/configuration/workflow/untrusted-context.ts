/** What whoever opens an issue or a pull request writes: contexts of GitHub Actions. */
const UNTRUSTED =
  /\bgithub\.(?:head_ref\b|event\.(?:(?:issue|pull_request|discussion)\.(?:title|body)\b|(?:comment|review|review_comment)\.body\b|pull_request\.head\.(?:ref|label|repo\.(?:default_branch|description|homepage))\b|(?:commits(?:\[\d+\]|\.\*)|head_commit)\.(?:message|author\.(?:name|email))\b|pages(?:\[\d+\]|\.\*)\.page_name\b|workflow_run\.(?:head_branch|display_title|head_commit\.(?:message|author\.(?:name|email)))\b))/i

/** All of what came with the event, as text. */
const WHOLE =
  /\btojson\(\s*github(?:\.event(?:\.(?:issue|pull_request|comment|review|discussion|head_commit|commits))?)?\s*\)/i

const EXPRESSION = /\$\{\{([^}]{1,2000})\}\}/g

/** Functions and comparisons that give yes or no, or a hash. */
const ANSWER =
  /\b(?:contains|startsWith|endsWith|hashFiles)\((?:[^()]|\([^()]*\)){0,500}\)|[\w.[\]*]+\s*[!=]=\s*(?:'[^']*'|[\w.]+)/gi

/** The expressions (`${{ … }}`) in a text, without what they only compare. */
export function expressionsIn(text: string): { text: string; index: number }[] {
  return Array.from(text.matchAll(EXPRESSION), ({ 1: inner = '', index }) => ({
    text: inner.replace(ANSWER, ''),
    index,
  }))
}

/** Whether an expression gives text that a stranger wrote; `names`: variables that hold such text. */
export function isUntrusted(expression: string, names: ReadonlySet<string>): boolean {
  if (UNTRUSTED.test(expression) || WHOLE.test(expression)) return true
  return Array.from(expression.matchAll(/\benv\.(\w+)/g)).some(([, name = '']) => names.has(name))
}
