type Dictionary = Record<string, unknown>

export function setIn(root: Dictionary, path: string[], value: unknown): Dictionary {
  path.reduce((node: any, key: string, index: number) => {
    if (index === path.length - 1) {
      node[key] = value
    } else if (node[key] === undefined) {
      node[key] = {}
    }
    return node[key]
  }, root)
  return root
}
