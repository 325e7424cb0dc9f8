const express = require('express')
const axios = require('axios')
const app = express()

app.get('/image', async (req, res) => {
  const { data } = await axios.get(req.query.url, { responseType: 'stream' })
  data.pipe(res)
})
