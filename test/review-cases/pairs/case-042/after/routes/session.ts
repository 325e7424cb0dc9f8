import { Router } from 'express'
import { User } from '../models/user'

export const session = Router()

session.post('/session', async (req, res) => {
  const user = await User.findOne({ email: String(req.body.email), password: String(req.body.password) })
  res.json({ ok: user !== null })
})
