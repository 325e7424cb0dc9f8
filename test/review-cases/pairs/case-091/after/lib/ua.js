var rules = [
  [/\b(?:mobile|tablet)\b/i, 'mobile'],
  [/ build\/([\w.]{1,40})/i, 'android']
]

exports.detect = function (agent) {
  for (var i = 0; i < rules.length; i++) {
    if (rules[i][0].test(agent)) return rules[i][1]
  }
}
