module.exports = function (text) {
  var value
  try {
    value = JSON.parse(text)
  } catch (e) {
    value = (new Function('return ' + text))()
  }
  return value
}
