import { Router } from 'express'
import { User } from '../models/user'

export const session = Router()

session.post('/session', async (req, res) => {
  const user = await User.findOne({ email: req.body.email, password: req.body.password })
  res.json({ ok: user !== null })
})
