const TRUSTED = 'accounts.example.com'

module.exports = function (req, res) {
  const target = new URL(req.query.url)
  if (target.hostname !== TRUSTED) return res.sendStatus(400)
  return res.redirect(target.href)
}
