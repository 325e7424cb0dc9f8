import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyse, answer, describedDeployment, describedPod, shop } from './outputs.ts'

const texts = shop().map(({ text }) => text)

describe('the Kubernetes analyst on bad input', () => {
  it('reads any text and any part of an output without throwing', () => {
    const cut = fc
      .tuple(fc.constantFrom(...texts), fc.nat(3000), fc.nat(3000))
      .map(([text, a, b]) => text.slice(Math.min(a, b), Math.max(a, b)))
    const text = fc.oneof(
      cut,
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.constantFrom('', '\n', 'Name:  x', 'NAME  READY', '---', '{'),
    )
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (parts) => {
        const { findings } = analyse(parts.map((part, index) => ({ source: `kubernetes/${index}.txt`, text: part })))
        for (const { strength } of findings) expect(strength >= 0 && strength <= 1).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('names a YAML bomb and goes on', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) =>
        `l${level}: &l${level} [${Array(12)
          .fill(level === 0 ? 'x' : `*l${level - 1}`)
          .join(', ')}]`,
    )
    const bomb = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bomb}\n${levels.join('\n')}\n`
    const { findings, problems } = analyse([
      { source: 'kubernetes/bomb.yaml', text: bomb },
      ...shop({ workloads: [{ name: 'basket', desired: 0 }], services: [] }),
    ])
    expect(problems).toEqual([
      expect.objectContaining({ source: 'kubernetes/bomb.yaml', hint: expect.stringMatching(/\S/) }),
    ])
    expect(findings.map(({ cause }) => cause)).toContain('zero-replicas')
  })

  it('names a manifest that is cut and reads those before it', () => {
    const text = `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: basket}\nspec: {replicas: 0}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: [\n`
    const { findings, problems } = analyse([{ source: 'kubernetes/all.yaml', text }])
    expect(problems.map(({ code }) => code)).toContain('not-yaml')
    expect(findings.map(({ cause }) => cause)).toContain('zero-replicas')
  })

  it('counts a pod once that stands in two outputs', () => {
    const pod = describedPod({
      name: 'basket-5d9c7-x2b4q',
      ready: false,
      status: 'Pending',
      node: '<none>',
      events: ['Warning  FailedScheduling  1s  default-scheduler  0/3 nodes are available: 3 Insufficient cpu.'],
    })
    const documents = ['a.txt', 'b.txt'].map((file) => ({ source: `kubernetes/${file}`, text: pod }))
    const { findings } = analyse([
      ...documents,
      { source: 'kubernetes/d.txt', text: describedDeployment({ name: 'basket' }) },
    ])
    expect(findings).toHaveLength(1)
    expect(answer(findings)).toBe('basket: insufficient-cpu')
  })

  it('reads what kubectl prints as JSON or YAML, status included', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'basket-5d9c7-x2b4q', namespace: 'till' },
      spec: { nodeName: 'n1', containers: [{ name: 'main', image: 'r.example/b:1' }] },
      status: {
        phase: 'Running',
        containerStatuses: [
          {
            name: 'main',
            ready: false,
            restartCount: 7,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated: { reason: 'OOMKilled', exitCode: 137 } },
          },
        ],
      },
    }
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [pod] }, null, 2)
    expect(answer(analyse([{ source: 'kubernetes/pods.json', text }]).findings)).toBe('basket: oom-killed')
  })
})
