import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/core/finding.ts'
import { fuse } from '../../src/fusion/fuse.ts'
import { SIGNAL_WEIGHTS } from '../../src/fusion/signal-weights.ts'

const incident = { id: 'i', title: 'i', services: [], candidates: [] }

function finding(component: string, signal: string, strength: number, more: Partial<Finding> = {}): Finding {
  return {
    agent: 'metrics-analyst',
    component,
    cause: 'unknown',
    signal,
    role: 'cause',
    strength,
    summary: `${component} ${signal}`,
    citations: [{ source: 's', line: 1, quote: 'q' }],
    ...more,
  }
}

const anyFinding = fc
  .record({
    component: fc.constantFrom('a', 'b', 'c', 'd'),
    signal: fc.constantFrom(...Object.keys(SIGNAL_WEIGHTS)),
    strength: fc.double({ min: 0, max: 1, noNaN: true }),
    role: fc.constantFrom('cause', 'symptom', 'context'),
  })
  .map(({ component, signal, strength, role }) =>
    finding(component, signal, strength, { role: role as Finding['role'] }),
  )

describe('fusion', () => {
  it('ranks the component with most evidence first and shows what each piece added', () => {
    const [first, second] = fuse({
      findings: [finding('a', 'cpu', 0.9999), finding('a', 'latency', 0.99), finding('b', 'cpu', 0.9)],
      incident,
      edges: [],
    })
    expect([first?.component, second?.component]).toEqual(['a', 'b'])
    expect(first?.contributions.map(({ signal }) => signal)).toEqual(['cpu', 'latency'])
  })

  it('does not depend on the order of the findings', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyFinding, { maxLength: 12 })
          .chain((list) =>
            fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
          ),
        ([list, shuffled]) => {
          const confidences = (findings: Finding[]) =>
            Object.fromEntries(
              fuse({ findings, incident, edges: [] }).map(({ component, confidence }) => [component, confidence]),
            )
          expect(confidences(shuffled)).toEqual(confidences(list))
        },
      ),
    )
  })

  it('gives confidences from 0 to 1 that fall, at most ten of them, each with evidence', () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 30 }), (findings) => {
        const hypotheses = fuse({
          findings,
          incident,
          edges: [
            { caller: 'a', callee: 'b' },
            { caller: 'b', callee: 'a' },
          ],
        })
        expect(hypotheses.length).toBeLessThanOrEqual(10)
        hypotheses.forEach(({ confidence, evidence }, index) => {
          expect(confidence).toBeGreaterThanOrEqual(0)
          expect(confidence).toBeLessThanOrEqual(hypotheses[index - 1]?.confidence ?? 1)
          expect(evidence.length).toBeGreaterThan(0)
        })
      }),
    )
  })

  it('counts one specialist once for one signal: repeating does not convince', () => {
    const once = fuse({ findings: [finding('a', 'cpu', 0.9)], incident, edges: [] })
    const often = fuse({ findings: Array(20).fill(finding('a', 'cpu', 0.9)), incident, edges: [] })
    expect(often[0]?.confidence).toBe(once[0]?.confidence)
  })

  it('names only candidates where they are known, with or without their kind', () => {
    const given = { ...incident, candidates: ['deployment/b'] }
    expect(
      fuse({ findings: [finding('a', 'cpu', 0.9999), finding('b', 'cpu', 0.9)], incident: given, edges: [] }).map(
        ({ component }) => component,
      ),
    ).toEqual(['b'])
  })

  it('believes a callee that is sick rather than its caller that fails', () => {
    const findings = [
      finding('web', 'errors', 1 - 1e-9),
      finding('web', 'log-failure', 0.9999, { agent: 'log-analyst' }),
      finding('pay', 'restarts', 1 - 1e-9, { agent: 'infrastructure-analyst' }),
      finding('pay', 'errors', 0.99),
    ]
    expect(fuse({ findings, incident, edges: [{ caller: 'web', callee: 'pay' }] })[0]?.component).toBe('pay')
  })

  it('says who supports a hypothesis and who points at its rival', () => {
    const [first] = fuse({
      findings: [finding('a', 'cpu', 1 - 1e-9), finding('b', 'log-failure', 0.99, { agent: 'log-analyst' })],
      incident,
      edges: [],
    })
    expect(first).toMatchObject({ supportedBy: ['metrics-analyst'], contradictedBy: ['log-analyst'] })
  })

  it('takes killed-for-memory as the cause and the exception as its effect', () => {
    const findings = [
      finding('a', 'log-failure', 0.9999, { cause: 'oom-killed' }),
      finding('a', 'behaviour', 1 - 1e-9, { cause: 'code-exception', agent: 'trace-analyst' }),
    ]
    expect(fuse({ findings, incident, edges: [] })[0]?.cause).toBe('oom-killed')
  })

  it('keeps a calibrated probability as it is when nobody objects', () => {
    const [only] = fuse({
      findings: [finding('a', 'declared-mismatch', 0.8, { agent: 'kubernetes-analyst', cause: 'zero-replicas' })],
      incident,
      edges: [],
    })
    expect(only?.confidence).toBeCloseTo(0.8, 1)
  })
})
