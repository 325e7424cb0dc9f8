import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Analysis } from '../../../src/core/analysis.ts'
import { renderHtml } from '../../../src/report/html/render-html.ts'
import { emptyAnalysis, healthyAnalysis, outageAnalysis } from '../analysis-fixtures.ts'
import { extremeNumber, hostileAnalysis, ONE_ATTACK_EVERYWHERE, withTexts } from '../hostile-analysis.ts'

interface Tag {
  name: string
  attributes: Map<string, string>
}

const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s[a-z][a-z0-9-]*(?:="[^"<>]*")?)*)\s?\/?>/gi
const VOID = new Set(['meta', 'line', 'path', 'rect'])

/** Tags of the page outside of its one style element; throws where a `<` or `>` is not part of one that we write. */
function tagsOf(page: string): Tag[] {
  const body = page.replace(/^<!doctype html>/, '').replace(/<style>[^<]*<\/style>/, '')
  const rest = body.replace(TAG, '')
  if (/[<>]/.test(rest))
    throw new Error(`stray markup: ${rest.slice(Math.max(0, rest.search(/[<>]/) - 60)).slice(0, 200)}`)
  return [...body.matchAll(TAG)].map(([, end, name = '', attributes = '']) => ({
    name: `${end}${name.toLowerCase()}`,
    attributes: new Map(
      [...attributes.matchAll(/([a-z][a-z0-9-]*)(?:="([^"]*)")?/gi)].map(([, key = '', value = '']) => [key, value]),
    ),
  }))
}

const ALLOWED = new Set(
  'html head meta title body a div header main footer nav section span h1 h2 h3 h4 p ul ol li dl dt dd pre code strong blockquote table thead tbody tr th td details summary figure figcaption svg desc g path line rect text tspan'.split(
    ' ',
  ),
)
const ALLOWED_ATTRIBUTES = new Set(
  'lang charset name content http-equiv class href id scope role tabindex aria-label aria-labelledby aria-hidden data-title viewBox preserveAspectRatio width height x y x1 x2 y1 y2 rx dx d transform text-anchor'.split(
    ' ',
  ),
)

function expectOnlyOurs(page: string): void {
  const open: string[] = []
  const foreign: string[] = []
  for (const { name, attributes } of tagsOf(page)) {
    if (name.startsWith('/') && open.pop() !== name.slice(1)) foreign.push(`${name} closes nothing`)
    if (!name.startsWith('/') && !VOID.has(name)) open.push(name)
    if (!ALLOWED.has(name.replace('/', ''))) foreign.push(name)
    for (const key of attributes.keys()) if (!ALLOWED_ATTRIBUTES.has(key)) foreign.push(`${name} ${key}`)
    if (!/^#[a-z0-9-]+$/.test(attributes.get('href') ?? '#x')) foreign.push(`${name} ${attributes.get('href')}`)
  }
  expect(foreign).toEqual([])
  expect(open).toEqual([])
}

/** Elements that differ between a command that may be copied and one that is withheld. */
const WITH_COMMAND = new Set(['pre', 'code', 'p', 'strong', 'span'])

function countsOf(page: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { name } of tagsOf(page))
    if (!WITH_COMMAND.has(name.replace('/', ''))) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

describe('renderHtml', () => {
  it.each([
    ['an outage', outageAnalysis()],
    ['nothing', emptyAnalysis()],
    ['health', healthyAnalysis()],
  ])('shows %s with our own elements only', (_name, analysis) => {
    expectOnlyOurs(renderHtml(analysis))
  })

  it('forbids scripts and requests, and makes none', () => {
    const page = renderHtml(outageAnalysis())
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    )
    expect(page).not.toMatch(/<script|<link|<img|<iframe|url\(|@import|https?:/i)
  })

  it('every link leads to something on the page, and every piece of evidence is there once', () => {
    const tags = tagsOf(renderHtml(outageAnalysis()))
    const ids = tags.flatMap(({ attributes }) => attributes.get('id') ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    for (const { attributes } of tags) {
      const target = attributes.get('href')
      if (target !== undefined) expect(ids).toContain(target.slice(1))
    }
    expect(ids.filter((id) => /^e\d+$/.test(id))).toHaveLength(11)
  })

  it('headings never skip a level, plots have a title and a description, cells have a scope', () => {
    for (const analysis of [outageAnalysis(), emptyAnalysis(), healthyAnalysis()]) {
      const tags = tagsOf(renderHtml(analysis))
      const levels = tags.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name[1])] : []))
      expect(levels[0]).toBe(1)
      for (const [index, level] of levels.slice(1).entries())
        expect(level - (levels[index] ?? 0)).toBeLessThanOrEqual(1)
      for (const { name, attributes } of tags)
        if (name === 'th') expect(['col', 'row']).toContain(attributes.get('scope'))
      const named =
        renderHtml(analysis).match(
          /<svg class="plot[^>]*role="img"[^>]*>\n<title>[^<]+<\/title><desc>[^<]+<\/desc>/g,
        ) ?? []
      expect(named).toHaveLength(tags.filter(({ name, attributes }) => name === 'svg' && attributes.has('role')).length)
    }
  })

  it('has the verdict before the actions, the actions before the evidence', () => {
    const page = renderHtml(outageAnalysis())
    const order = [
      '<h1>',
      'What to do first</h2>',
      '>Why</h2>',
      'Timeline (UTC)</h2>',
      'Other hypotheses</h2>',
      'Missing evidence</h2>',
      '>Evidence</h2>',
    ]
    const places = order.map((text) => page.indexOf(text))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
  })

  it('a hostile text adds no element, whatever field it stands in', () => {
    for (const analysis of ONE_ATTACK_EVERYWHERE) {
      const page = renderHtml(analysis)
      expectOnlyOurs(page)
      if (analysis.title.trim() === '') continue
      const timed = analysis.generatedAt.startsWith('2026')
      expect(countsOf(page)).toEqual(countsOf(renderHtml(withTexts(['plain'], timed))))
    }
  })

  it('arbitrary texts in every field leave only our elements', () => {
    fc.assert(
      fc.property(hostileAnalysis, (analysis) => expectOnlyOurs(renderHtml(analysis))),
      { numRuns: 40 },
    )
  })

  it('control characters and reading direction are shown, not obeyed', () => {
    fc.assert(
      fc.property(hostileAnalysis, (analysis) => {
        expect(renderHtml(analysis).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      }),
      { numRuns: 40 },
    )
  })

  it('any numbers can be drawn: no coordinate is ever NaN or infinite', () => {
    const series = fc.array(fc.tuple(extremeNumber, fc.option(extremeNumber)), { maxLength: 12 })
    fc.assert(
      fc.property(series, extremeNumber, extremeNumber, (points, from, to) => {
        const page = renderHtml(withPlot(points, from, to))
        expectOnlyOurs(page)
        expect(page.replace(/<style>[^<]*<\/style>/, '')).not.toMatch(/NaN|"-?Infinity|undefined/)
      }),
      { numRuns: 150 },
    )
  })

  it('a large graph is drawn in part and says so', () => {
    const nodes = Array.from({ length: 300 }, (_, index) => ({
      name: `service-${index}`,
      blame: index === 0 ? 0.9 : 0,
      symptom: index === 1,
    }))
    const edges = nodes
      .slice(1)
      .map(({ name }, index) => ({ caller: name, callee: `service-${Math.floor(index / 2)}`, anomalous: index < 2 }))
    const page = renderHtml({ ...outageAnalysis(), callGraph: { nodes, edges } })
    expect(page).toContain('276 components without blame are not drawn.')
    expect(page).toMatch(/service-0<\/text>/)
  })

  it('a graph that calls itself in a circle, twice, and names what is not there is drawn', () => {
    const nodes = ['a', 'b'].map((name) => ({ name, blame: 0.5, symptom: true }))
    const edges = [
      ['a', 'b'],
      ['b', 'a'],
      ['a', 'b'],
      ['a', 'a'],
      ['a', 'ghost'],
    ].map(([caller = '', callee = '']) => ({ caller, callee, anomalous: true }))
    expectOnlyOurs(renderHtml({ ...outageAnalysis(), callGraph: { nodes: [...nodes, ...nodes], edges } }))
  })
})

function withPlot(points: [number, number | null][], from: number, to: number): Analysis {
  const plot = {
    title: 't',
    component: 'c',
    timestamps: points.map(([at]) => at),
    values: points.map(([, value]) => value),
    anomaly: { from, to },
  }
  return { ...emptyAnalysis(), plots: [plot] }
}
