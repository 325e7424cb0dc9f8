exports.login = (req, res) => {
  res.cookie('session', createSession(req.body.user), { maxAge: 3600000 })
  res.redirect('/')
}
function createSession (user) { return require('./sessions').create(user) }
