export class LinkRule {
  private readonly expression = /^!?\[((?:[^[\]\\]|\\.)*)\]\(([^)]*)\)/

  find(text: string): RegExpExecArray | null {
    return this.expression.exec(text)
  }
}
