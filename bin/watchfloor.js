#!/usr/bin/env node
// Runs on any Node, so that an old one gets an answer instead of a syntax error.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    `watchfloor needs Node 24 or later and was started on ${process.version}: install it from https://nodejs.org, or in a clone run \`npx watchfloor\`.\n`,
  )
  process.exitCode = 1
} else {
  import('./start.js')
}
