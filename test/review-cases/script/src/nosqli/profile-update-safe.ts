import { Request, Response } from 'express'
import { Profile } from './profile.model'

export async function updateProfile(req: Request, res: Response): Promise<void> {
  const { id, ...changes } = req.body
  if (typeof id !== 'string') {
    res.sendStatus(400)
    return
  }
  await Profile.updateOne({ owner: id }, { $set: { name: String(changes.name) } })
  res.sendStatus(204)
}
