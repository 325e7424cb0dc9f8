export function isVideo (url) {
  return /^https?:\/\/www\.youtube\.com\/watch/.test(url)
}
