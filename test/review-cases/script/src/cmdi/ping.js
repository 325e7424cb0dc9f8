'use strict'
const express = require('express')
const { exec } = require('child_process')
const router = express.Router()

router.post('/ping', (req, res) => {
  const parts = ['ping', '-c', '4', req.body.address]
  exec(parts.join(' '), (error, stdout) => res.json({ output: stdout }))
})
module.exports = router
