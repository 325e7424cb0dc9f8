const session = require('express-session')

module.exports = session({ secret: process.env.SECRET, cookie: { secure: false, maxAge: 1000 } })
