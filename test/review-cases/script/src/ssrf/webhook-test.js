const express = require('express')
const fetch = require('node-fetch')
const router = express.Router()

router.post('/webhooks/test', async (req, res) => {
  const { url, payload } = req.body
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(payload) })
  res.json({ status: answer.status })
})
module.exports = router
