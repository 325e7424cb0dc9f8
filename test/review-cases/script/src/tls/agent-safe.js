const https = require('https')
const axios = require('axios')
const fs = require('fs')

const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: true, ca: fs.readFileSync('ca.pem') })
module.exports = axios.create({ httpsAgent: agent })
