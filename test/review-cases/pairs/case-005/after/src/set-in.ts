type Dictionary = Record<string, unknown>

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

export function setIn(root: Dictionary, path: string[], value: unknown): Dictionary {
  if (path.some((key) => FORBIDDEN.has(key))) throw new Error('invalid path')
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
