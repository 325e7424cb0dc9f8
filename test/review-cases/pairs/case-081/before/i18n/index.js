function Translator (language) {
  this.language = language
  this.texts = {}
}

Translator.prototype.add = function (language, namespace, key, text) {
  var path = [language, namespace].concat(key.split('.'))
  setPath(this.texts, path, text)
}

function getLast (object, path, Empty) {
  var stack = typeof path !== 'string' ? [].concat(path) : path.split('.')
  while (stack.length > 1) {
    if (!object) return {}
    var key = stack.shift()
    if (!object[key] && Empty) object[key] = new Empty()
    object = object[key]
  }
  return { obj: object, k: stack.shift() }
}

function setPath (object, path, newValue) {
  var last = getLast(object, path, Object)
  last.obj[last.k] = newValue
}

module.exports = Translator
