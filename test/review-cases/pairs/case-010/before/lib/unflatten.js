module.exports = function unflatten (flat, separator) {
  separator = separator || '.'
  const result = {}
  Object.keys(flat).forEach(function (name) {
    const path = name.split(separator)
    let key = path.shift()
    let target = result
    while (path.length) {
      if (target[key] === undefined) target[key] = {}
      target = target[key]
      key = path.shift()
    }
    target[key] = flat[name]
  })
  return result
}
