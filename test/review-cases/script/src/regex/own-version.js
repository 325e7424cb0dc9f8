exports.major = function () {
  return /^v?(\d+)+(\.\d+)*$/.exec(process.version)[1]
}
