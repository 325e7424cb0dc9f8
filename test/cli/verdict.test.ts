import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { workplace } from './run-watchfloor.ts'

const { watchfloor } = workplace()

describe('what people know of a root cause', () => {
  it('is counted: the last word on each run', async () => {
    expect((await watchfloor('eval')).out).toContain('Nobody has said yet')
    await watchfloor('investigate', resolve('examples/incidents/payment-gateway'), '--quiet')
    const [{ id }] = JSON.parse((await watchfloor('runs', 'list', '--json')).out)
    expect((await watchfloor('verdict', id, 'wrong', '--component', 'checkout')).out).toContain('wrong')
    expect(JSON.parse((await watchfloor('eval', '--json')).out)).toMatchObject({ count: 1, first: 0, firstThree: 1 })
    await watchfloor('verdict', id, 'right')
    expect((await watchfloor('eval')).out).toMatch(/^1 verdicts: 100% right/)
    expect(await watchfloor('verdict', id, 'perhaps')).toMatchObject({ status: 2 })
    expect((await watchfloor('verdict', 'none', 'right')).err).toContain('No run is named')
  }, 30_000)
})
