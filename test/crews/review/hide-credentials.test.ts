import { describe, expect, it } from 'vitest'
import type { CodeFinding } from '../../../src/core/review.ts'
import { fileLines } from '../../../src/crews/review/file-lines.ts'
import { credentialHider } from '../../../src/crews/review/hide-credentials.ts'
import { finding, reviewFinding } from './finding-fixtures.ts'

const PASSWORD = 'plumtree-99-Harbour'
const TOKEN = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`

function hiderFor(text: string, ...found: CodeFinding[]) {
  return credentialHider(found, fileLines([{ path: 'a.py', status: 'added', text, changed: 'all' }], 'head'))
}

function secretAt(line: number, column: number, endLine = line): CodeFinding {
  return finding('secrets/hard-coded-password', 'a.py', line, { at: { file: 'a.py', line, endLine, column } })
}

describe('a line that is shown', () => {
  it('ends where a credential begins that was found on it', () => {
    const text = `door = "${PASSWORD}" # ask jane@example.org`
    expect(hiderFor(text, secretAt(1, 9)).quote({ file: 'a.py', line: 1, endLine: 1 })).toBe('door = "‹a credential›')
  })

  it('ends there also for another finding on that line', () => {
    const hidden = hiderFor(`door = "${PASSWORD}"`, secretAt(1, 9)).hide(reviewFinding('style/x', 'a.py', 1))
    expect(JSON.stringify(hidden)).not.toContain(PASSWORD)
  })

  it('shows nothing of the further lines of a credential', () => {
    const hider = hiderFor(`key = """\n${PASSWORD}\n${PASSWORD}"""`, secretAt(1, 7, 3))
    for (const line of [2, 3]) expect(hider.quote({ file: 'a.py', line, endLine: line })).toBe('‹a credential›')
  })

  it('holds no half of a credential where it is cut', () => {
    for (let blanks = 150; blanks < 200; blanks++)
      expect(hiderFor(`${'x'.repeat(blanks)} ${TOKEN}`).quote({ file: 'a.py', line: 1, endLine: 1 })).not.toContain(
        'ghp_a',
      )
  })

  it('is short, however long the line is', () => {
    expect(hiderFor('x '.repeat(1_000_000)).quote({ file: 'a.py', line: 1, endLine: 1 }).length).toBeLessThanOrEqual(
      200,
    )
  })
})

describe('the words of a finding', () => {
  const step = { file: 'a.py', line: 1, endLine: 1, what: `${TOKEN} takes it` }
  const hidden = hiderFor('x').hide(
    reviewFinding('a/b', 'a.py', 1, {
      message: `It holds ${TOKEN}.`,
      flow: [step],
      suggestion: { line: 1, endLine: 1, text: `x = "${TOKEN}"` },
    }),
  )

  it('hold no credential, in the message, the way and the suggestion', () => {
    expect(JSON.stringify(hidden)).not.toContain(TOKEN)
  })

  it('offer no suggestion that would write a placeholder into the code', () => {
    expect(hidden.suggestion).toBeUndefined()
  })

  it('stay as they are where there is nothing to hide', () => {
    const plain = reviewFinding('a/b', 'a.py', 1, { suggestion: { line: 1, endLine: 1, text: 'y' } })
    expect(hiderFor('x').hide(plain)).toEqual({ ...plain, quote: 'x' })
  })
})
