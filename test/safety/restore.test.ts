import { describe, expect, it } from 'vitest'
import { createMasker } from '../../src/safety/masker.ts'

const MAIL = 'jane.roe@shop.example'

describe('what was masked', () => {
  it('is put back where that is allowed, and only what was masked until then', () => {
    const masker = createMasker()
    const masked = masker.mask(`mail from ${MAIL}, token=ghp_16C7e42F292c6912E7710c838347Ae178B4a`)
    expect(masked).not.toContain(MAIL)
    const all = masker.restorer()
    const mails = masker.restorer((value) => value.includes('@'))
    const later = masker.mask('and from john.doe@shop.example')
    expect(all(masked)).toContain(MAIL)
    expect(all(masked)).toContain('ghp_')
    expect(mails(masked)).toContain(MAIL)
    expect(mails(masked)).not.toContain('ghp_')
    expect(all(later)).toBe(later)
    expect(all('‹email-77› ‹nonsense-1›')).toBe('‹email-77› ‹nonsense-1›')
  })

  it('gets no placeholder that a text has already from somebody else', () => {
    const masker = createMasker()
    expect(masker.mask('‹email-4› wrote')).toBe('‹email-4› wrote')
    expect(masker.mask(`${MAIL} wrote`)).toBe('‹email-5› wrote')
  })
})
