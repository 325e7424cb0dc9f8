exports.attribute = function (name, value) {
  return name + '="' + value.replace(/&/g, '&amp;').replace(/"/g, '&quot;') + '"'
}
