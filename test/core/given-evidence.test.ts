import { posix, win32 } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EVIDENCE_KINDS } from '../../src/core/evidence.ts'
import { clashOf, isEvidencePath } from '../../src/core/given-evidence.ts'

/** Texts made of what could lead out of a folder, or mean something to a file system. */
const path = fc.oneof(
  fc.string(),
  fc
    .array(
      fc.constantFrom(...EVIDENCE_KINDS, 'app.jsonl', '..', '.', '', '/', '\\', 'C:', '.git', '\0', ' ', 'a.', 'LOGS'),
      { maxLength: 7 },
    )
    .map((parts) => parts.join('/')),
)

describe('a path in evidence that is handed over', () => {
  it('is below the folder of a kind of evidence, for every file system', () => {
    for (const good of ['logs/app.jsonl', 'kubernetes/shop/get-pods.txt', 'runbooks/How to roll back.md'])
      expect(isEvidencePath(good), good).toBe(true)
  })

  it('never leads out of its folder, whatever it is made of', () => {
    fc.assert(
      fc.property(path, (one) => {
        if (!isEvidencePath(one)) return
        for (const { join, sep } of [posix, win32]) {
          const [root, kind] = join('root', one).split(sep)
          expect(root).toBe('root')
          expect(EVIDENCE_KINDS).toContain(kind)
        }
        expect(posix.normalize(one)).toBe(one)
      }),
      { numRuns: 2_000 },
    )
  })

  it('clashes with itself, with itself in capitals, and with a file where it needs a folder', () => {
    expect(clashOf(['logs/a.log', 'logs/b.log', 'metrics/a.log'])).toBeUndefined()
    expect(clashOf(['logs/a.log', 'logs/A.log'])).toBe('logs/A.log')
    expect(clashOf(['logs/a', 'logs/a b', 'logs/a/b'])).toBe('logs/a/b')
    expect(clashOf(['logs/a/b', 'logs/a'])).toBe('logs/a')
  })
})
