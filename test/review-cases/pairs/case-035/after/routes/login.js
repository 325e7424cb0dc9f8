const { Router } = require('express')
const router = Router()

function isLocal (target) {
  return target.startsWith('/') && !target.startsWith('//')
}

router.post('/login', async (req, res) => {
  await req.authenticate()
  const target = req.query.next || '/'
  if (!isLocal(target)) return res.redirect('/')
  res.redirect(target)
})

module.exports = router
