import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openModel } from '../../../src/integrations/models/open-model.ts'

const request = { instructions: 'i', messages: [{ role: 'user' as const, text: 'q' }], tools: [], maxOutputTokens: 10 }
const seen: IncomingMessage[] = []
const server = createServer((incoming, response) => {
  seen.push(incoming)
  response.writeHead(403, { 'content-type': 'application/json' })
  response.end('{"message":"no"}')
})
let url = ''

describe('a provider', () => {
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => void server.close())

  const KEYS: [name: string, environment: NodeJS.ProcessEnv, header: string, value: RegExp][] = [
    ['anthropic:m', { ANTHROPIC_API_KEY: 'k1', ANTHROPIC_BASE_URL: 'URL' }, 'x-api-key', /^k1$/],
    ['openai:m', { OPENAI_API_KEY: 'k2', OPENAI_BASE_URL: 'URL' }, 'authorization', /^Bearer k2$/],
    ['google:m', { GEMINI_API_KEY: 'k3', GEMINI_BASE_URL: 'URL' }, 'x-goog-api-key', /^k3$/],
    [
      'compatible:m',
      { WATCHFLOOR_COMPATIBLE_API_KEY: 'k4', WATCHFLOOR_COMPATIBLE_BASE_URL: 'URL' },
      'authorization',
      /^Bearer k4$/,
    ],
    [
      'bedrock:m',
      { AWS_REGION: 'eu-west-1', AWS_BEARER_TOKEN_BEDROCK: 'k5', BEDROCK_BASE_URL: 'URL' },
      'authorization',
      /^Bearer k5$/,
    ],
    [
      'bedrock:m',
      { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AK', AWS_SECRET_ACCESS_KEY: 's', BEDROCK_BASE_URL: 'URL' },
      'authorization',
      /^AWS4-HMAC-SHA256 Credential=AK\/\d+\/eu-west-1\/bedrock\//,
    ],
  ]
  for (const [name, environment, header, value] of KEYS)
    it(`is asked at its address with its key: ${name}, ${header} ${value.source.slice(1, 8)}`, async () => {
      seen.length = 0
      const there = Object.fromEntries(
        Object.entries(environment).map(([key, one]) => [key, one === 'URL' ? url : one]),
      )
      const model = await openModel(name, there)
      expect(await model.answer(request, AbortSignal.timeout(5_000))).toMatchObject({
        status: 'failed',
        failure: 'unauthorized',
      })
      expect(seen[0]?.headers[header]).toMatch(value)
    })

  it('says which key is missing', async () => {
    const missing: Record<string, string> = {
      'anthropic:m': 'ANTHROPIC_API_KEY',
      'openai:m': 'OPENAI_API_KEY',
      'google:m': 'GEMINI_API_KEY',
      'bedrock:m': 'AWS_REGION',
    }
    for (const [name, key] of Object.entries(missing)) await expect(openModel(name, {})).rejects.toThrow(key)
    await expect(openModel('bedrock:m', { AWS_REGION: 'eu-west-1' })).rejects.toThrow('AWS_ACCESS_KEY_ID')
    await expect(openModel('nobody:m', {})).rejects.toThrow('is no model')
  })
})
