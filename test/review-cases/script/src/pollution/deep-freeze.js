module.exports = function freeze (object) {
  Object.keys(object).forEach(function (key) {
    if (object[key] && typeof object[key] === 'object') object[key] = freeze(object[key])
  })
  return Object.freeze(object)
}
