const { Router } = require('express')
const router = Router()

router.post('/login', async (req, res) => {
  await req.authenticate()
  const target = req.query.next || '/'
  res.redirect(target)
})

module.exports = router
