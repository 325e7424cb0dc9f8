const fastify = require('fastify')()
const childProcess = require('child_process')
const util = require('util')
const run = util.promisify(childProcess.exec)

async function convert (input, format) {
  const { stdout } = await run('pandoc -t ' + format + ' ' + input)
  return stdout
}

fastify.post('/convert', async (request, reply) => {
  const { format } = request.body
  return convert('/srv/in.md', format)
})
