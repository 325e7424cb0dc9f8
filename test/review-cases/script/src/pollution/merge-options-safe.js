module.exports = function merge () {
  const result = {}
  for (const source of arguments) copy(result, source)
  return result
}

function copy (target, source) {
  Object.keys(source).forEach((key) => {
    if (key === '__proto__' || key === 'constructor') return
    if (source[key] && typeof source[key] === 'object') {
      target[key] = target[key] || {}
      copy(target[key], source[key])
    } else {
      target[key] = source[key]
    }
  })
}
