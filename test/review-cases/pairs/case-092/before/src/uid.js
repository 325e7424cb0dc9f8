const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

export function randomString (length) {
  let result = ''
  while (result.length < length) result += alphabet.charAt(Math.random() * alphabet.length)
  return result
}
