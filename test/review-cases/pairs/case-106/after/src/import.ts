import { FastifyInstance } from 'fastify'
import got from 'got'

export default async function routes(app: FastifyInstance) {
  app.get('/import', async (request: any, reply: any) => {
    const source = request.query.source
    if (!source.startsWith('https://data.example.com/')) return reply.code(400).send()
    const body = await got(source).text()
    return { length: body.length }
  })
}
