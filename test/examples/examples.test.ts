import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const home = mkdtempSync(join(tmpdir(), 'watchfloor-examples-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** What each example must say; an example without an entry here fails. */
const SAYS: Record<string, RegExp[]> = {
  '01-investigate.ts': [/Out of memory/, /First: Look at the pods/],
  '02-agent-with-a-tool.ts': [/isTooSmall: true/, /2 calls, 200 tokens in/],
  '03-crew.ts': [/The disk is full/, /asked 3 times for two runs; the same answer: true/],
  '04-coordinate.ts': [
    /^payments: connection-pool-exhausted \(logs, metrics/,
    /logs followed-up: Who waits for the pool\?/,
  ],
  '05-pipeline.ts': [/triage \(completed\): It is P1\./, /P1: roll back release 2\.8, then watch the errors\.\n$/],
  '06-debate.ts': [/round 1: roll back, fix forward, roll back\nround 2: roll back, roll back, roll back/],
  '07-hierarchy.ts': [/firewall timed-out\ntrue \[ 'switch-7 completed', 'firewall timed-out' \]/],
  '08-mesh.ts': [/storefront 0\.95 because of checkout-agent\nquiet \[ 1, 1, 1, 1, 0 \]/],
  '09-agents-elsewhere.ts': [/^the queue \(billing, legacy;/],
  '10-a-new-crew.ts': [/^renew by hand today\n/, /0\.95 The certificate of shop\.example ends in 3 days\./],
}

/** A whole crew may be longer than one thing shown. */
const LONGEST: Record<string, number> = { '10-a-new-crew.ts': 80 }

describe('the numbered examples', () => {
  for (const file of globSync('examples/[0-9]*.ts').sort())
    it(`${file} runs without a key, and is short`, () => {
      const name = file.split('/').at(-1) ?? ''
      expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThanOrEqual(LONGEST[name] ?? 60)
      const { status, stdout, stderr } = spawnSync(process.execPath, ['--conditions=source', file], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH ?? '', WATCHFLOOR_HOME: home },
        timeout: 30_000,
      })
      expect(stderr).toBe('')
      expect(status).toBe(0)
      for (const words of SAYS[name] ?? [/^\b$/]) expect(stdout).toMatch(words)
    })
})
