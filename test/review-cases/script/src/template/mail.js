const ejs = require('ejs')

exports.preview = (req, res) => {
  const template = '<h1>' + req.body.title + '</h1><p><%= user.name %></p>'
  res.json({ html: ejs.render(template, { user: { name: 'Test' } }) })
}
