const https = require('https')
const axios = require('axios')

const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false })
module.exports = axios.create({ httpsAgent: agent })
