import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shownNames } from '../../src/app/shown-names.ts'
import { maskSecrets } from '../../src/safety/mask.ts'

describe('names as they are shown', () => {
  const shown = shownNames()

  it('are as the masker leaves them, whatever they are made of', () => {
    const word = fc.oneof(
      fc.stringMatching(/^[A-Za-z]{1,20}$/),
      fc.stringMatching(/^\d{1,4}$/),
      fc.stringMatching(/^[a-z0-9]{1,12}$/),
      fc.constantFrom('password', 'Bearer', 'basic', 'api', 'key', 'token', 'DE', 'tel', 'ghp', 'sk', 'live', 'AKIA'),
    )
    const separator = fc.constantFrom(' ', '.', '-', '_', ':', '=', '@', '/')
    const name = fc
      .array(fc.tuple(word, separator), { minLength: 1, maxLength: 8 })
      .map((parts) => parts.flat().slice(0, -1).join(''))
      .filter((text) => text.length <= 120)
    fc.assert(
      fc.property(name, (text) => shown(text) === maskSecrets(text).slice(0, 120)),
      { numRuns: 2_000 },
    )
  })

  it('hold no credential and no address, and are not endless', () => {
    expect(shown('log-analyst asks the model 1')).toBe('log-analyst asks the model 1')
    expect(shown('write to jane@example.com')).toBe('write to ‹email-1›')
    expect(shown('fetch password=hunter2hunter2')).not.toContain('hunter2')
    expect(shown('x'.repeat(5_000)).length).toBeLessThanOrEqual(120)
  })
})
