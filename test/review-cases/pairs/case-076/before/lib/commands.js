'use strict'

const { execSync, spawnSync } = require('child_process')
const run = (cmd, opts) => execSync(cmd, Object.assign({ stdio: 'inherit' }, opts))

exports.clone = (url, dest) => run(`git clone ${url} ${dest}`)
exports.install = (name) => run(`npm install --save ${name}`)
