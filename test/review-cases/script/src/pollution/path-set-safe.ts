const has = (target: object, key: string) => Object.prototype.hasOwnProperty.call(target, key)

export function set(target: any, path: string | string[], value: unknown): void {
  const keys = Array.isArray(path) ? path : path.split('.')
  let current = target
  keys.forEach((key, index) => {
    if (index === keys.length - 1) {
      current[key] = value
      return
    }
    if (!has(current, key)) current[key] = {}
    current = current[key]
  })
}
