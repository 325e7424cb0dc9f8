const session = require('express-session')
const express = require('express')
const app = express()

app.use(session({
  secret: process.env.SESSION_SECRET,
  cookie: { httpOnly: true, maxAge: 60000 }
}))
