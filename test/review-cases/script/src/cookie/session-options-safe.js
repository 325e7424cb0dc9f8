const session = require('express-session')

module.exports = session({ secret: process.env.SECRET, cookie: { secure: true, maxAge: 1000 } })
