/** What GitHub would read for names and numbers: the text without its code and its hidden comments, and without the links that are ours. */
export function readMarkdown(markdown: string): string {
  return (
    markdown
      .replace(/^(`{3,}).*\n[\s\S]*?^\1`*$/gm, '')
      // An escaped character stands for itself, and an escaped backtick begins no code.
      .replace(/\\(.)|(`+)(?!`)[^\n]*?(?<!`)\2(?!`)/g, (_, escaped?: string) =>
        escaped === '`' ? '' : (escaped ?? ' '),
      )
      .replace(/<!--.*?-->/g, '')
      .replace(/\]\(https:\/\/(?:cwe\.mitre\.org|github\.com\/acme\/shop)\/[^)]*\)/g, ']')
  )
}
