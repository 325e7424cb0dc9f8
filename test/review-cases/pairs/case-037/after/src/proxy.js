const express = require('express')
const axios = require('axios')
const app = express()
const HOSTS = ['images.example.com', 'cdn.example.com']

app.get('/image', async (req, res) => {
  const address = new URL(req.query.url)
  if (!HOSTS.includes(address.hostname)) return res.sendStatus(403)
  const { data } = await axios.get(`https://${address.hostname}${address.pathname}`, { responseType: 'stream' })
  data.pipe(res)
})
