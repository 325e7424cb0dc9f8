module.exports = function isOurs (address) {
  const host = address
  return host.indexOf('shop.example.com') !== -1
}
