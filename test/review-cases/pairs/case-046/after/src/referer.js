module.exports = function isOurs (address) {
  const host = new URL(address).hostname
  return host === 'shop.example.com'
}
