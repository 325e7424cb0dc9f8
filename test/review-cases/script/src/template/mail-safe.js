const ejs = require('ejs')
const TEMPLATE = '<h1><%= title %></h1><p><%= user.name %></p>'

exports.preview = (req, res) => {
  res.json({ html: ejs.render(TEMPLATE, { title: req.body.title, user: { name: 'Test' } }) })
}
