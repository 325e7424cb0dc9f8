exports.later = function (name, delay) {
  return setTimeout(function () { run(name) }, delay)
}
function run (name) {
  console.log('running', name)
}
