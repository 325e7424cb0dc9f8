const cp = require('child_process')

function quote (value) {
  return "'" + String(value).replace(/'/g, "'\\''") + "'"
}

exports.print = function print (file, options, done) {
  const args = []
  if (options.printer) args.push('-d', options.printer)
  if (options.copies) args.push('-n', Number(options.copies))
  const command = ['lp', ...args, file].join(' ')
  cp.exec(command, done)
}
