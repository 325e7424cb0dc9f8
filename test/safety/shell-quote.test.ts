import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSafeName, type NameKind, quoteCommand } from '../../src/safety/shell-quote.ts'

describe('quoteCommand', () => {
  it('leaves plain words as they are', () => {
    expect(quoteCommand(['kubectl', '-n', 'shop', 'get', 'pods', '--selector=app=cart'])).toBe(
      'kubectl -n shop get pods --selector=app=cart',
    )
  })

  it.each([
    [['echo', 'a b'], `echo 'a b'`],
    [['echo', ''], `echo ''`],
    [['echo', "it's"], `echo 'it'\\''s'`],
    [['echo', '$(reboot)'], `echo '$(reboot)'`],
    [['echo', '~root'], `echo '~root'`],
    [['echo', 'a;b', '&', '|', '*', '#x', '!1'], `echo 'a;b' '&' '|' '*' '#x' '!1'`],
    [['LD_PRELOAD=x', 'y=1'], `'LD_PRELOAD=x' y=1`],
    [['echo', 'é'], `echo 'é'`],
    [[], ''],
  ])('%j becomes %s', (argv, line) => {
    expect(quoteCommand(argv)).toBe(line)
  })

  it('refuses a NUL', () => {
    expect(() => quoteCommand(['echo', 'a\0b'])).toThrow(RangeError)
  })

  it('hands a real shell the very words it was given', () => {
    const word = fc.string({ unit: 'grapheme-ascii', maxLength: 20 })
    const hostile = fc.constantFrom(
      '$(id)',
      '`id`',
      "'",
      "''\\''",
      '\n',
      '; id',
      '-rf',
      '$HOME',
      '\\',
      '"',
      '!!',
      '~',
      '*',
    )
    const words = fc.sample(fc.oneof(word, hostile), { numRuns: 300, seed: 7 })
    const line = quoteCommand(['printf', '%s\\036', ...words])
    expect(execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' })).toBe(
      words.map((one) => `${one}\u001e`).join(''),
    )
  })
})

describe('isSafeName', () => {
  it.each<[NameKind, string]>([
    ['pod', 'cart-7d9f8b6c5-x2x9z'],
    ['pod', 'web.0'],
    ['deployment', 'cart'],
    ['namespace', 'team-1'],
    ['service', 'cart'],
    ['node', 'ip-10-0-0-1.eu-west-1.compute.internal'],
    ['revision', '41'],
    ['commit', '9f2c1ab'],
    ['git-ref', 'release/2.31'],
    ['git-ref', 'v2.31.0'],
    ['path', 'src/batch/loader one.ts'],
  ])('%s may be called %j', (kind, name) => {
    expect(isSafeName(kind, name)).toBe(true)
  })

  it.each<[NameKind, string]>([
    ['pod', ''],
    ['pod', '--all'],
    ['pod', 'Cart'],
    ['pod', 'cart;reboot'],
    ['pod', 'cart\n'],
    ['pod', 'a'.repeat(254)],
    ['namespace', 'a.b'],
    ['namespace', 'a'.repeat(64)],
    ['service', '1cart'],
    ['node', '$(id)'],
    ['revision', '0'],
    ['revision', '-1'],
    ['commit', 'HEAD'],
    ['git-ref', '-x'],
    ['git-ref', 'a..b'],
    ['git-ref', 'a@{1}'],
    ['git-ref', 'a.lock'],
    ['git-ref', 'a b'],
    ['path', '-rf'],
    ['path', 'a\u202eb'],
    ['path', 'a\nb'],
  ])('%s may not be called %j', (kind, name) => {
    expect(isSafeName(kind, name)).toBe(false)
  })
})
