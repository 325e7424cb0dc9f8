type Plain = { [key: string]: any }

export function defaultsDeep(destination: Plain, ...sources: Plain[]): Plain {
  for (const source of sources) {
    for (const [key, value] of Object.entries(source)) {
      if (value !== null && typeof value === 'object' && destination[key] !== undefined) {
        defaultsDeep(destination[key], value)
        continue
      }
      destination[key] = destination[key] ?? value
    }
  }
  return destination
}
