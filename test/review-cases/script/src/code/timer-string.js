exports.later = function (name, delay) {
  return setTimeout('run("' + name + '")', delay)
}
