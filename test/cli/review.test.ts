import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CodeReview } from '../../src/core/review.ts'
import { makeRepository } from '../integrations/git/make-repository.ts'
import { workplace } from './run-watchfloor.ts'

const { folder, watchfloor } = workplace()
const review = (...args: string[]) => watchfloor('review', '--quiet', ...args)
const at = (...parts: string[]) => join(folder, ...parts)
const put = (path: string, text: string) => {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), text)
  return at(path)
}

const SAFE = 'from flask import request\n\n\ndef page():\n    name = request.args["name"]\n    return len(name)\n'
const HOLE =
  'from flask import request\nimport os\n\n\ndef page():\n    name = request.args["name"]\n    os.system("ls " + name)\n'

/** The status, what stands in the review, and all that it says on standard error. */
async function reviewed(...args: string[]) {
  const { status, out, err } = await review('--json', ...args)
  if (out === '') throw new Error(`No review: ${err}`)
  return { status, err, done: JSON.parse(out) as CodeReview }
}
const rulesIn = ({ findings }: CodeReview) => findings.map(({ rule, at: { file } }) => `${rule} ${file}`)

describe('the status', () => {
  it('is 0 of what is clean, and 1 of what has a critical finding, unless it may', async () => {
    put('clean/a.py', SAFE)
    put('hole/a.py', HOLE)
    expect((await review('--path', at('clean'))).status).toBe(0)
    expect((await review('--path', at('hole'))).status).toBe(1)
    expect((await review('--path', at('hole'), '--fail-on', 'none')).status).toBe(0)
  })

  it.each([
    [['--path', 'no-such-folder'], 'no-such-folder'],
    [['--path', '.', '--base', 'x'], 'exclude each other'],
    [['--path', 'clean', '--diff', 'x.diff'], '--diff goes with two folders'],
    [['--base', 'clean', '--head', 'hole', '--write-baseline'], '--write-baseline'],
    [['--path', 'clean/a.py', '--write-baseline'], '--write-baseline'],
    [['--path', 'clean', '--pull-request', 'a/b#1', '--notice', 'n.json'], '--notice'],
    [['--diff', 'x.diff'], '--diff goes with two folders'],
    [['--base', 'clean', '--head', 'hole', '--diff', 'none.diff'], 'none.diff'],
    [['--path', '.', '--agents', 'nobody'], 'agents'],
    [['--path', '.', '--cap', '-1'], 'cap'],
    [['--path', '.', '--fail-on', 'everything'], 'fail'],
    [['--path', 'clean', '--notice', 'n.json'], '--notice'],
    [['--path', 'clean', '--coverage', 'no-such.info'], 'no-such.info'],
    [['--path', 'clean', '--sarif', 'no/such/folder/x.sarif'], 'cannot be written'],
  ])('is neither 0 nor 1 of what cannot be done, and the fault names it: %j', async (args, name) => {
    put('clean/a.py', SAFE)
    put('hole/a.py', HOLE)
    const { status, err } = await review(...args)
    expect([0, 1]).not.toContain(status)
    expect(err).toContain(name)
    expect(err).not.toMatch(/\n\s+at /)
  })
})

describe('a folder', () => {
  it('that is empty is said to be so', async () => {
    mkdirSync(at('empty'))
    const { status, out } = await review('--path', at('empty'))
    expect(status).toBe(0)
    expect(out).toContain('There is nothing to review.')
  })

  it('with loops of links, broken syntax, other alphabets and bytes of any kind is reviewed as far as it can be', async () => {
    put('odd/ü ñ"\t.py', HOLE)
    put('odd/broken.py', `def (\n${HOLE}`)
    writeFileSync(at('odd/latin1.py'), Buffer.from(`# caf\xe9\n${HOLE}`, 'latin1'))
    writeFileSync(at('odd/binary.py'), Buffer.from([0, 1, 2, 255]))
    writeFileSync(at('odd/large.py'), Buffer.alloc(20 * 1024 * 1024, 'x = 1\n'))
    symlinkSync('.', at('odd/loop'))
    symlinkSync('/etc/passwd', at('odd/passwd.py'))
    symlinkSync('nowhere', at('odd/gone.py'))
    const { done } = await reviewed('--path', at('odd'))
    const files = rulesIn(done).filter((one) => one.startsWith('python/command-injection'))
    expect(files).toContain('python/command-injection ü ñ"\t.py')
    expect(files).toContain('python/command-injection latin1.py')
    expect(done.skipped.map(({ path }) => path)).toEqual(expect.arrayContaining(['binary.py', 'large.py']))
    expect(done.problems.map(({ code }) => code)).toEqual(expect.arrayContaining(['not-utf-8', 'broken-syntax']))
    expect(JSON.stringify(done)).not.toContain('root:')
  })
})

describe('a change', () => {
  it('is judged by what it brings, not by what was there', async () => {
    const { git, write } = makeRepository(at('shop'), { 'old.py': HOLE, 'new.py': SAFE })
    git('checkout', '-q', '-b', 'topic')
    write({ 'old.py': `# moved\n${HOLE}`, 'new.py': HOLE })
    git('add', '-A')
    git('commit', '-qm', 'topic')
    const { done, status } = await reviewedIn('shop', '--base', 'main', '--head', 'topic')
    expect(rulesIn(done)).toEqual(['python/command-injection new.py'])
    expect(status).toBe(1)
  })

  it('cannot silence what is said of it by a comment, a baseline or a mark of a generator of its own', async () => {
    const { git, write } = makeRepository(at('silent'), { 'app.py': SAFE })
    git('checkout', '-q', '-b', 'topic')
    write({
      'app.py': HOLE.replace('+ name)', '+ name)  # watchfloor-ignore python: trust me'),
      '.watchfloor/review-baseline.json': '{"version":1,"findings":[]}',
    })
    git('add', '-A')
    git('commit', '-qm', 'topic')
    const { done, status } = await reviewedIn('silent', '--base', 'main', '--head', 'topic')
    expect(rulesIn(done)).toEqual(['python/command-injection app.py'])
    expect(done.problems.map(({ code }) => code)).toContain('suppression-not-counted')
    expect(status).toBe(1)
  })

  it('that names no commit there is, is a fault', async () => {
    makeRepository(at('few'), { 'app.py': SAFE })
    const { status, err } = await reviewIn('few', '--base', 'no-such-ref', '--head', 'main')
    expect([0, 1]).not.toContain(status)
    expect(err).toContain('no-such-ref')
  })

  it('is seen whole from any folder of the checkout, with all that is around it', async () => {
    const { write } = makeRepository(at('below'), {
      'packages/a/app.py': SAFE,
      '.editorconfig': 'root = true\n[*.md]\ninsert_final_newline = true\n',
    })
    write({ 'packages/a/app.py': HOLE, 'packages/a/notes.md': 'no end', 'packages/b/lib.py': HOLE })
    const here = JSON.parse((await reviewIn('below', '--json')).out) as CodeReview
    const below = JSON.parse((await reviewIn('below/packages/a', '--json', '--write-baseline')).out) as CodeReview
    expect(rulesIn(here)).toContain('python/command-injection packages/b/lib.py')
    expect(rulesIn(here)).toContain('style/final-newline packages/a/notes.md')
    expect(rulesIn(below)).toEqual(rulesIn(here))
    expect(existsSync(at('below/.watchfloor/review-baseline.json'))).toBe(true)
  })

  it('is held against the coverage of the whole checkout from any folder of it', async () => {
    const { write } = makeRepository(at('measured'), { 'packages/a/app.py': 'def f():\n    return 1\n' })
    const body = Array.from({ length: 6 }, (_, line) => `    x${line} = ${line}`)
    write({ 'packages/a/app.py': `def f():\n${body.join('\n')}\n    return 1\n` })
    const missed = body.map((_, line) => `DA:${line + 2},0`)
    write({ 'coverage/lcov.info': `TN:\nSF:packages/a/app.py\n${missed.join('\n')}\nend_of_record\n` })
    for (const folder of ['measured', 'measured/packages/a'])
      expect(rulesIn(JSON.parse((await reviewIn(folder, '--json')).out) as CodeReview)).toContain(
        'tests/changed-uncovered packages/a/app.py',
      )
  })

  it('that changes nothing is no praise', async () => {
    makeRepository(at('same'), { 'app.py': HOLE })
    const { out } = await reviewIn('same', '--base', 'main', '--head', 'main')
    expect(out).toContain('There is nothing to review.')
  })
})

describe('the baseline', () => {
  it('silences what was there when it was written, and nothing that is new', async () => {
    put('known/a.py', HOLE)
    await review('--path', at('known'), '--write-baseline')
    expect((await reviewed('--path', at('known'))).done).toMatchObject({ findings: [], leftOut: { baseline: 1 } })
    put('known/b.py', HOLE)
    expect(rulesIn((await reviewed('--path', at('known'))).done)).toEqual(['python/command-injection b.py'])
  })

  it('that is no JSON silences nothing', async () => {
    put('torn/a.py', HOLE)
    put('torn/.watchfloor/review-baseline.json', 'torn')
    const { done } = await reviewed('--path', at('torn'))
    expect(done.findings).toHaveLength(1)
    expect(done.problems.map(({ code }) => code)).toContain('invalid-baseline')
  })

  it('written a second time holds what the first one held', async () => {
    put('twice/a.py', HOLE)
    await review('--path', at('twice'), '--write-baseline')
    const first = readFileSync(at('twice/.watchfloor/review-baseline.json'), 'utf8')
    await review('--path', at('twice'), '--write-baseline')
    expect(readFileSync(at('twice/.watchfloor/review-baseline.json'), 'utf8')).toBe(first)
  })
})

it('shows no credential of the code in any form', async () => {
  const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
  put('leak/a.py', `password = "plumtree-99-Harbour"  # jane@example.org\nopen("${token}", encoding="x")\n`)
  for (const form of [[], ['--json'], ['--sarif'], ['--markdown']]) {
    const { out } = await review('--path', at('leak'), '--all', ...form)
    expect(out).not.toMatch(/plumtree|ghp_a|jane@/)
  }
})

function reviewIn(repository: string, ...args: string[]) {
  return watchfloor.at(at('state'), at(repository))('review', '--quiet', ...args)
}

async function reviewedIn(repository: string, ...args: string[]) {
  const { status, out, err } = await reviewIn(repository, '--json', ...args)
  if (out === '') throw new Error(`No review: ${err}`)
  return { status, done: JSON.parse(out) as CodeReview }
}
