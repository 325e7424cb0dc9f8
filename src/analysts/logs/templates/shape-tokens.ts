/** A blank, a joint, a word without the punctuation at its end, or that punctuation. */
const TOKEN = /[\s=,;()[\]{}"'<>|]|[^\s=,;()[\]{}"'<>|]+?(?=[.:!?]*(?:[\s=,;()[\]{}"'<>|]|$))|[.:!?]+/g

/** The words, blanks and punctuation of a shape; joined they are the shape again. */
export function shapeTokens(shape: string): string[] {
  return shape.match(TOKEN) ?? []
}
