exports.login = (req, res) => {
  res.cookie('session', createSession(req.body.user), { maxAge: 3600000, httpOnly: true, secure: true })
  res.cookie('theme', 'dark')
  res.redirect('/')
}
function createSession (user) { return require('./sessions').create(user) }
