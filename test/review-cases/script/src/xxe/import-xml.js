const libxmljs = require('libxmljs')

exports.importFeed = (req, res) => {
  const document = libxmljs.parseXml(req.body, { noent: true })
  res.json({ title: document.get('//title').text() })
}
