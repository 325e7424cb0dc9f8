export class Config {
  #data = {}

  set (key, value) {
    const path = key.split('.')
    if (path.some((part) => ['__proto__', 'prototype', 'constructor'].includes(part))) return this
    let node = this.#data
    for (const [index, part] of path.entries()) {
      if (index === path.length - 1) node[part] = value
      else node = node[part] ??= {}
    }
    return this
  }
}
