import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { workplace } from './run-watchfloor.ts'

const { folder, watchfloor } = workplace()
let id = ''

describe('watchfloor document, without a model', () => {
  beforeAll(async () => {
    await watchfloor('investigate', resolve('examples/incidents/payment-gateway'), '--quiet')
    id = JSON.parse((await watchfloor('runs', 'list', '--json')).out)[0].id
  })

  const SAYS: Record<string, RegExp[]> = {
    postmortem: [/^# Post-mortem \(draft\)/, /## Cause at the root\n\n`payment-gateway`/],
    runbook: [
      /## How to recognise it\n\n- `payment-gateway`/,
      /```sh\nkubectl -n shop rollout undo/,
      /payments on-call/,
    ],
    advisory: [/Nothing in the evidence points to an attack/, /No credential was seen/, /- `checkout`/],
    architecture: [/```mermaid\nflowchart LR\n/, /n\d+ -\. wrong \.-> n\d+/, /\| `checkout` \| `storefront` \|/],
  }
  for (const [kind, says] of Object.entries(SAYS))
    it(`writes a ${kind} whose references all stand in its list of evidence`, async () => {
      const { out, status } = await watchfloor('document', id, '--as', kind)
      expect(status).toBe(0)
      for (const words of says) expect(out).toMatch(words)
      const listed = new Set([...out.matchAll(/^\| (E\d+) \|/gm)].map(([, number]) => number))
      const cited = new Set([...out.matchAll(/\\\[(E\d+)\\\]/g)].map(([, number]) => number))
      expect([...cited].filter((number) => !listed.has(number))).toEqual([])
      expect(listed.size).toBe(cited.size)
    })

  it('writes it into a file, and says what it cannot document', async () => {
    const file = join(folder, 'runbook.md')
    expect((await watchfloor('document', id, '--as', 'runbook', '--out', file)).status).toBe(0)
    expect(readFileSync(file, 'utf8')).toContain('# Runbook (draft)')
    expect(await watchfloor('document', id, '--as', 'poem')).toMatchObject({
      status: 2,
      err: expect.stringContaining('postmortem'),
    })
    expect(await watchfloor('document', 'run_none', '--as', 'runbook')).toMatchObject({
      err: expect.stringContaining('No run is named'),
    })
    const [{ id: child }] = JSON.parse((await watchfloor('runs', 'list', '--children', '--json')).out).filter(
      ({ workflow }: { workflow: string }) => workflow === 'incident.specialist',
    )
    expect(await watchfloor('document', child, '--as', 'runbook')).toMatchObject({
      status: 2,
      err: expect.stringContaining('holds no analysis'),
    })
  })
})
