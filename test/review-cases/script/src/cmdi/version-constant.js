const { execSync } = require('child_process')
const TOOLS = { node: 'node --version', npm: 'npm --version' }

exports.version = function (name) {
  const tool = name === 'npm' ? TOOLS.npm : TOOLS.node
  return execSync(tool + ' 2>/dev/null').toString().trim()
}
