exports.parse = function (value) {
  value = String(value)
  const match = /^((?:\d+)?\.?\d+)\s*(ms|s|m|h|d)?\s*$/i.exec(value)
  if (!match) return undefined
  return Number(match[1])
}
