type Plain = { [key: string]: any }

const isSafeKey = (key: string) => key !== '__proto__' && key !== 'constructor' && key !== 'prototype'

export function defaultsDeep(destination: Plain, ...sources: Plain[]): Plain {
  for (const source of sources) {
    for (const [key, value] of Object.entries(source)) {
      if (!isSafeKey(key)) continue
      if (value !== null && typeof value === 'object' && destination[key] !== undefined) {
        defaultsDeep(destination[key], value)
        continue
      }
      destination[key] = destination[key] ?? value
    }
  }
  return destination
}
