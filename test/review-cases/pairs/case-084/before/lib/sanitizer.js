var allowed = ['b', 'i', 'p']

exports.clean = function (html) {
  return html
    .replace(/<script[^>]*>[\s\S]*?<\/script>/gi, '')
    .trim()
}
