'use strict'
const express = require('express')
const { execFile } = require('child_process')
const router = express.Router()

router.post('/ping', (req, res) => {
  const parts = ['-c', '4', req.body.address]
  execFile('ping', parts, (error, stdout) => res.json({ output: stdout }))
})
module.exports = router
