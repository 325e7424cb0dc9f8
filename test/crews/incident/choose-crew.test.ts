import { describe, expect, it } from 'vitest'
import { type CrewQuestion, chooseCrew, chooseOne } from '../../../src/crews/incident/choose-crew.ts'

const question: CrewQuestion = {
  title: 'Something',
  description: '',
  services: [],
  alerts: [],
  hasStart: false,
  present: { logs: 100, metrics: 200, kubernetes: 50, runbooks: 10 },
}
const alert = (name: string, severity?: string) => ({ name, severity })

describe('who is sent', () => {
  it('is one for a simple alert: whose matter it is', () => {
    const one = (name: string, more: Partial<CrewQuestion> = {}) =>
      chooseCrew({ ...question, title: 'Alert', services: ['cart'], alerts: [alert(name, 'warning')], ...more })
    expect(one('KubePodCrashLooping')).toMatchObject({
      kind: 'one',
      specialist: 'kubernetes-analyst',
      why: expect.stringContaining('cart'),
    })
    expect(one('HighCpu')).toMatchObject({ kind: 'one', specialist: 'metrics-analyst' })
    expect(one('UnhandledExceptions')).toMatchObject({ kind: 'one', specialist: 'log-analyst' })
    expect(one('KubePodCrashLooping', { present: { logs: 1 } })).toMatchObject({ kind: 'crew' })
  })

  it('is the crew where several services or a severe incident are concerned, and where nothing can be told', () => {
    const alerts = [alert('HighCpu', 'critical')]
    expect(chooseCrew({ ...question, services: ['cart'], alerts })).toMatchObject({
      kind: 'crew',
      why: 'HighCpu is critical',
    })
    expect(chooseCrew({ ...question, services: ['cart', 'shop'], alerts: [alert('HighCpu')] })).toMatchObject({
      kind: 'crew',
      why: expect.stringContaining('2 services'),
    })
    expect(chooseCrew({ ...question, title: 'P1: checkout', alerts: [alert('HighCpu')] })).toMatchObject({
      kind: 'crew',
    })
    expect(chooseCrew(question)).toMatchObject({ kind: 'crew', why: 'no alert says where to look' })
  })

  it('is nobody for a question that runbooks answer, and only for such', () => {
    const ask = (title: string, more: Partial<CrewQuestion> = {}) => chooseCrew({ ...question, title, ...more }).kind
    expect(ask('How do I drain a node?')).toBe('search')
    expect(ask('who is on call for ledger')).toBe('search')
    expect(ask('Why is checkout down?')).toBe('crew')
    expect(ask('How do I drain a node?', { hasStart: true })).toBe('crew')
    expect(ask('How do I drain a node?', { present: { logs: 1 } })).toBe('crew')
  })

  it('is one, whatever is asked, where that is wanted', () => {
    expect(chooseOne({ ...question, alerts: [alert('PodNotReady', 'critical')], services: ['a', 'b'] })).toMatchObject({
      kind: 'one',
      specialist: 'kubernetes-analyst',
    })
    expect(chooseOne(question)).toMatchObject({ kind: 'one', specialist: 'metrics-analyst' })
  })
})
