exports.resetLink = function (user) {
  var token = Math.random().toString(36).slice(2)
  return 'https://example.com/reset?user=' + user + '&token=' + token
}
