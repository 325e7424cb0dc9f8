import { messageOf } from '../../core/fault.ts'
import { refusedWith } from '../web/ask-api.ts'
import { type GitHubOptions, isLimited } from './github-api.ts'

/** Nothing was written, because it may not be: an analysis alone is what a change from a fork gets without more rights. */
export interface Withheld {
  kind: 'withheld'
  why: string
}

/** Writes where that is allowed: without a token it is not tried, and a refusal for want of rights is an outcome. Other faults pass. */
export async function unlessWithheld<T>({ token }: GitHubOptions, write: () => Promise<T>): Promise<T | Withheld> {
  if (!token) return { kind: 'withheld', why: 'there is no token to write with' }
  try {
    return await write()
  } catch (thrown) {
    if (refusedWith(thrown) !== 403 || isLimited(thrown)) throw thrown
    return { kind: 'withheld', why: messageOf(thrown) }
  }
}
