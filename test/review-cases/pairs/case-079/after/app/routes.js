module.exports = function (app, config) {
  var sh = require('shelljs')

  app.post('/build', function (req, res) {
    var project = req.body.project === 'docs' ? 'docs' : 'all'
    sh.cd(config.workspace)
    var result = sh.exec('make ' + project, { silent: true })
    res.json({ code: result.code })
  })
}
