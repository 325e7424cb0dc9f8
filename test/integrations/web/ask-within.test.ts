import { expect, it } from 'vitest'
import { askWithin } from '../../../src/integrations/web/ask-within.ts'

it('nothing is asked of a system any more when its time is over, and it says so', async () => {
  const asked: string[] = []
  const ask = async (path: string) => asked.push(path)
  expect(await askWithin(ask, 'Jaeger', 60_000)('/in-time')).toBe(1)
  await expect(askWithin(ask, 'Jaeger', -1)('/late')).rejects.toThrow('Jaeger: it is slow')
  expect(asked).toEqual(['/in-time'])
})
