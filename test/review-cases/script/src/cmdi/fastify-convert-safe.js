const fastify = require('fastify')()
const childProcess = require('child_process')
const util = require('util')
const run = util.promisify(childProcess.exec)
const FORMATS = new Set(['html', 'latex', 'rst'])

async function convert (input, format) {
  const { stdout } = await run('pandoc -t ' + format + ' ' + input)
  return stdout
}

fastify.post('/convert', async (request, reply) => {
  const { format } = request.body
  if (!FORMATS.has(format)) return reply.code(400).send('unknown format')
  return convert('/srv/in.md', format)
})
