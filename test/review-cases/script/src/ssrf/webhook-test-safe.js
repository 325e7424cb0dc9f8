const express = require('express')
const fetch = require('node-fetch')
const router = express.Router()

router.post('/webhooks/test', async (req, res) => {
  const { id, payload } = req.body
  const answer = await fetch('https://hooks.example.com/v1/' + encodeURIComponent(id), { method: 'POST', body: JSON.stringify(payload) })
  res.json({ status: answer.status })
})
module.exports = router
