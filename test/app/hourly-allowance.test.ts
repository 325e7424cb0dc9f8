import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourlyAllowance } from '../../src/app/hourly-allowance.ts'

interface Running {
  id: string
  allowed: number | undefined
}

/** A run of a service at work: what was spent, and what runs under way were allowed. */
function service(cap: number, atOnce: number) {
  let spent = 0
  const running = new Map<string, Running & { spent: number }>()
  const engine = {
    list: async ({ workflow }: { workflow?: string } = {}) =>
      (workflow === 'incident.alerted' ? [...running.values()] : []).map(({ id }) => ({ id })) as never,
    steps: async (id: string) =>
      [running.get(id)].flatMap((run) =>
        run?.allowed === undefined ? [] : [{ name: 'allowance', value: run.allowed }],
      ) as never,
  }
  const activity = { spend: async () => ({ total: { dollars: spent } }) as never }
  return {
    running,
    spent: () => spent,
    async begin(id: string) {
      const run = { id, allowed: undefined as number | undefined, spent: 0 }
      running.set(id, run)
      run.allowed = await hourlyAllowance(engine, activity, id, { cap, atOnce }, 0)
    },
    /** It spends a share of what it still may. */
    spend(id: string, share: number) {
      const run = running.get(id)
      if (!run) return
      const now = ((run.allowed ?? 0) - run.spent) * share
      run.spent += now
      spent += now
    },
  }
}

describe('the money of an hour', () => {
  it('is never overspent, whenever runs begin, spend and end', async () => {
    const moves = fc.array(
      fc.record({
        do: fc.constantFrom('begin', 'spend', 'end'),
        which: fc.integer({ min: 0, max: 9 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 40 },
    )
    await fc.assert(
      fc.asyncProperty(moves, fc.integer({ min: 1, max: 4 }), async (drawn, atOnce) => {
        const cap = 10
        const here = service(cap, atOnce)
        let count = 0
        for (const move of drawn) {
          const ids = [...here.running.keys()]
          const id = ids[move.which % Math.max(1, ids.length)]
          if (move.do === 'begin' && ids.length < atOnce) await here.begin(`run_${++count}`)
          if (move.do === 'spend' && id) here.spend(id, move.share)
          if (move.do === 'end' && id) here.running.delete(id)
          expect(here.spent()).toBeLessThanOrEqual(cap + 1e-9)
        }
      }),
    )
  })

  it('is shared by those that may be under way at once, and all of it can be spent', async () => {
    const here = service(10, 2)
    await Promise.all([here.begin('a'), here.begin('b')])
    expect([...here.running.values()].map(({ allowed }) => allowed)).toEqual([5, 5])
    for (const id of ['a', 'b']) {
      here.spend(id, 1)
      here.running.delete(id)
    }
    expect(here.spent()).toBe(10)
    await here.begin('c')
    expect(here.running.get('c')?.allowed).toBe(0)
  })
})
