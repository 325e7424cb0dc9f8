import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeSpan, escapeInline, fencedBlock } from '../../../src/report/markdown/escape-markdown.ts'
import { renderMarkdown } from '../../../src/report/markdown/render-markdown.ts'
import { renderPostMortem } from '../../../src/report/post-mortem.ts'
import { emptyAnalysis, healthyAnalysis, outageAnalysis } from '../analysis-fixtures.ts'
import { hostileAnalysis, hostileText, ONE_ATTACK_EVERYWHERE, withTexts } from '../hostile-analysis.ts'

interface Skeleton {
  /** The start of each line that makes a block: heading marks, list marks, numbers of cells. */
  blocks: string[]
  /** What is left of the text when code and escaped characters are taken out. */
  bare: string
}

/** A lexical reading of GFM: fences first, then lines, then code spans, then backslash escapes. */
function read(markdown: string): Skeleton {
  const blocks: string[] = []
  const bare: string[] = []
  let fence = ''
  for (const line of markdown.split('\n')) {
    const mark = /^(`{3,})([a-z]*)$/.exec(line)?.[1] ?? ''
    if (fence !== '') {
      if (mark.length >= fence.length && line === mark) fence = ''
      continue
    }
    if (mark !== '') fence = mark
    const inline = withoutCode(line, /^\| /.test(line)).replaceAll(/\\[!-/:-@[-`{-~]/g, '')
    blocks.push(mark === '' ? blockOf(inline) : 'fence')
    if (mark === '') bare.push(inline)
  }
  expect(fence, 'every fence is closed').toBe('')
  return { blocks, bare: bare.join('\n') }
}

/** Takes code spans out as CommonMark finds them: a run of backticks up to the next run of equal length. */
function withoutCode(line: string, cell: boolean): string {
  let rest = line
  let kept = ''
  while (rest !== '') {
    const run = /^(?:\\.|[^\\`]|\\$)*?(`+)/s.exec(rest)
    if (run?.[1] === undefined) break
    const before = run[0].slice(0, -run[1].length)
    const after = rest.slice(run[0].length)
    const end = new RegExp(`(?<!\`)\`{${run[1].length}}(?!\`)`).exec(after)
    if (end === null) break
    if (cell) expect(after.slice(0, end.index).replaceAll('\\|', '')).not.toContain('|')
    kept += `${before}∎`
    rest = after.slice(end.index + end[0].length)
  }
  return kept + rest
}

function blockOf(line: string): string {
  if (line.startsWith('|')) return `row ${line.split('|').length - 2}`
  return /^(?:#{1,6} |- |\d+\. )/.exec(line)?.[0].replace(/\d+/, '1') ?? (line === '' ? '' : 'text')
}

function expectInert({ bare, blocks }: Skeleton): void {
  expect(bare).not.toMatch(/[<>]|\]\(|\]\[|!\[|&\w+;|&#/)
  expect(bare).not.toMatch(/\[/)
  expect(bare).not.toMatch(/:\/\/|www\.|@|mailto:|xmpp:|#\d|~~|\$/i)
  expect(bare).not.toMatch(/^(?: {4}|\t)|^[=*_]{2,}$|^-{2,}$/m)
  expect(new Set(blocks.filter((block) => block.startsWith('#')))).toSatisfy((found: Set<string>) =>
    [...found].every((mark) => mark.length <= 4),
  )
}

describe('renderMarkdown', () => {
  it.each([
    ['an outage', outageAnalysis()],
    ['nothing', emptyAnalysis()],
    ['health', healthyAnalysis()],
  ])('shows %s without links, images and HTML', (_name, analysis) => {
    expectInert(read(renderMarkdown(analysis)))
  })

  it('holds the stakeholder update and the post-mortem', () => {
    const report = renderMarkdown(outageAnalysis())
    expect(report).toContain('## Stakeholder update')
    expect(report).toMatch(/## Post-mortem/)
    expect(report).toContain('kubectl -n shop rollout undo deployment/payment-gateway --to-revision=41')
  })

  it('a hostile text is inert in every field and changes no block', () => {
    const benign = read(renderMarkdown(withTexts(['plain text']))).blocks.filter((block) =>
      /^#|^- |^1\. |^row/.test(block),
    )
    for (const analysis of ONE_ATTACK_EVERYWHERE) {
      const skeleton = read(renderMarkdown(analysis))
      expectInert(skeleton)
      const found = skeleton.blocks.filter((block) => /^#|^- |^1\. |^row/.test(block))
      // An empty text may leave a section out, and hides no other.
      if (!analysis.title.trim()) continue
      expect(found).toEqual(benign)
    }
  })

  it('arbitrary texts are inert in every field', () => {
    fc.assert(
      fc.property(hostileAnalysis, (analysis) => expectInert(read(renderMarkdown(analysis)))),
      { numRuns: 80 },
    )
    fc.assert(
      fc.property(hostileAnalysis, (analysis) => expectInert(read(renderPostMortem(analysis)))),
      { numRuns: 40 },
    )
  })
})

describe('escaping', () => {
  it.each([
    ['see https://x.example/a', 'see `https://x.example/a`'],
    ['mail a@b.example', 'mail `a@b.example`'],
    ['fixes #12 in 9f2c1ab', 'fixes `#12` in `9f2c1ab`'],
    ['**bold** [a](b)', '\\*\\*bold\\*\\* \\[a\\](b)'],
    ['- no list', '\\- no list'],
    ['1. no list', '1\\. no list'],
    ['memory left its usual band at 14:06', 'memory left its usual band at 14:06'],
    ['a\nb', 'a⏎b'],
  ])('%j becomes %j', (text, markdown) => {
    expect(escapeInline(text)).toBe(markdown)
  })

  it('a code span is closed by its own fence and by nothing in it', () => {
    expect(codeSpan('a``b')).toBe('```a``b```')
    expect(codeSpan('`a`')).toBe('`` `a` ``')
    expect(codeSpan('a | b')).toBe('`a | b`')
    expect(codeSpan('a | b', undefined, 'cell')).toBe('`a \\| b`')
  })

  it('no line closes a fenced block before its end', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 5 }), (lines) => {
        const block = fencedBlock(lines, 'text').split('\n')
        const fence = block.at(-1) ?? ''
        expect(block).toHaveLength(lines.length + 2)
        for (const line of block.slice(1, -1)) expect(line.trim().startsWith(fence)).toBe(false)
      }),
    )
  })
})
