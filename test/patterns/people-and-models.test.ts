import { describe, expect, it } from 'vitest'
import type { Member } from '../../src/core/member.ts'
import type { RunEvent } from '../../src/core/run-event.ts'
import { databaseEngine } from '../../src/engine/database-engine.ts'
import { memoryEngine } from '../../src/engine/memory/memory-engine.ts'
import { openStore } from '../../src/engine/store/open-store.ts'
import { sqliteDatabase } from '../../src/engine/store/sqlite-database.ts'
import { waitForPerson } from '../../src/patterns/conclude.ts'
import { type Coordination, coordinate } from '../../src/patterns/coordinate.ts'
import { analyst, reasoningMember } from '../../src/patterns/members.ts'
import { remembering } from '../../src/patterns/remember.ts'
import { createBudget } from '../../src/reasoner/budget.ts'
import { scriptedModel } from '../../src/testing/scripted-model.ts'
import { until } from '../contracts/bus-contract.ts'
import { ASSIGNMENT, finder, finding, work } from './crew-of-tests.ts'

const standing = (name: string, position: string, confidence: number) =>
  analyst(name, () => ({ summary: name, confidence, position }))

describe('a decision that rules leave to a person', () => {
  const split = (ask: ReturnType<typeof waitForPerson>) =>
    coordinate({ name: 'crew', members: [standing('a', 'x', 0.8), standing('b', 'y', 0.8)], ask })

  it('waits for one, with the choices, and the record says who decided', async () => {
    const engine = await memoryEngine()
    const events: RunEvent[] = []
    engine.subscribe((event) => events.push(event))
    const working = work(split(waitForPerson()), ASSIGNMENT, engine)
    await until(() => events.some(({ type }) => type === 'wait_started'))
    const asked = events.find((event) => event.type === 'decision_requested')
    expect(asked).toMatchObject({ why: 'split', choices: ['x', 'y'] })
    await engine.answer(asked?.run ?? '', 'decision', { choice: 'y', by: 'operator' })
    const given = await working
    expect(given).toMatchObject({ position: 'y', summary: expect.stringContaining('decided by operator') })
    expect((given.data as Coordination).decision).toMatchObject({
      choice: 'y',
      decidedBy: 'operator',
      person: 'split',
      votes: [{ agent: 'a' }, { agent: 'b' }],
    })
    await engine.close()
  })

  it('stays open where nobody answers in time', async () => {
    const given = await work(split(waitForPerson(30)))
    expect((given.data as Coordination).decision).toMatchObject({ choice: null, person: 'split' })
  })
})

describe('an agent with a model, as a member', () => {
  const member = (script: Parameters<typeof scriptedModel>[0]) => {
    const model = scriptedModel(script)
    const partsFor = () => ({
      model,
      price: undefined,
      priceOf: () => undefined,
      budget: createBudget({ tokens: 50_000 }),
    })
    return { model, member: reasoningMember({ name: 'lead', instructions: 'You lead.', partsFor }) }
  }
  const reporting = (findings: object[]) => () => ({
    toolCalls: [
      {
        id: '1',
        name: 'report',
        input: { summary: 'It is payments.', confidence: 0.9, position: 'payments', findings },
      },
    ],
  })
  const told = finding('logs', 'payments', 0.4)
  const said = { component: 'payments', cause: 'oom-killed', role: 'cause', strength: 0.99, summary: 'sure' }

  it('is told what others found and how sure they are, and is no surer than they; what it cites that is not there is struck out', async () => {
    const { model, member: lead } = member(
      reporting([
        { ...said, evidence: ['E1', 'E9'] },
        { ...said, component: 'nowhere', evidence: ['E7'] },
      ]),
    )
    const given = await work(lead, { ...ASSIGNMENT, findings: [told] })
    expect(JSON.stringify(model.asked[0]?.messages)).toContain('logs, strength 0.4, E1: payments (oom-killed)')
    expect(given.findings).toMatchObject([
      { component: 'payments', strength: 0.4, citations: told.citations, basis: [{ agent: 'logs', strength: 0.4 }] },
    ])
  })

  it('works in a pattern beside analysts, and one whose model fails leaves the others’ work', async () => {
    const { member: lead } = member(reporting([{ ...said, evidence: ['E1'] }]))
    const crew = (synthesis: Member) =>
      coordinate({ name: 'crew', members: [finder('logs', 'payments', 0.8)], synthesis })
    expect(await work(crew(lead))).toMatchObject({ summary: 'It is payments.', position: 'payments' })
    const { member: failing } = member(() => ({ status: 'failed', failure: 'overloaded', message: 'overloaded' }))
    const given = await work(crew(failing))
    expect(given).toMatchObject({
      isPartial: true,
      position: 'payments: oom-killed',
      summary: expect.stringContaining('by rule'),
    })
  })
})

describe('what earlier runs found', () => {
  it('is told to later ones as context, and never handed on as their own', async () => {
    const database = sqliteDatabase(':memory:')
    const store = await openStore(database)
    const heard: string[] = []
    const member = () =>
      remembering(
        analyst('logs', ({ findings }) => {
          heard.push(findings.map(({ role, summary }) => `${role}: ${summary}`).join())
          return { summary: 's', confidence: 0.5, findings: [...findings, finding('logs', 'payments', 0.5)] }
        }),
        store.findings,
      )
    const engine = await databaseEngine({ database })
    const first = await work(member(), ASSIGNMENT, engine)
    const second = await work(member(), ASSIGNMENT, engine)
    expect(heard).toEqual(['', 'context: Found in an earlier run: payments was killed'])
    expect(first.findings).toHaveLength(1)
    expect(second.findings).toEqual(first.findings)
    expect(await store.findings.list()).toHaveLength(2)
    await engine.close()
  })
})
