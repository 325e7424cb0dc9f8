exports.attribute = function (name, value) {
  return name + '="' + value.replace('"', '&quot;') + '"'
}
