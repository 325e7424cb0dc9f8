import { randomBytes } from 'crypto'
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

export function randomString (length) {
  let result = ''
  for (const byte of randomBytes(length)) result += alphabet.charAt(byte % alphabet.length)
  return result
}
