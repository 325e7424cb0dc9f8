module.exports = function label (format, value) {
  return format.replace('%s', value).replace('-', ' ')
}
