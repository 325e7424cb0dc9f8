var allowed = ['b', 'i', 'p']
var parser = require('htmlparser2')

exports.clean = function (html) {
  return parser.filter(html, allowed)
    .trim()
}
