const { spawn } = require('node:child_process')

exports.count = (pattern, folder) => new Promise((resolve) => {
  const child = spawn('sh', ['-c', `grep -rc "${pattern}" ${folder}`])
  let out = ''
  child.stdout.on('data', (chunk) => { out += chunk })
  child.on('close', () => resolve(out))
})
