import { describe, expect, it } from 'vitest'
import { agentHealth, healthOf } from '../../src/app/agent-health.ts'
import type { AgentActivity } from '../../src/core/activity.ts'
import type { FoundAgent } from '../../src/core/agent.ts'

const idle: AgentActivity = {
  agent: 'a',
  done: 0,
  failed: 0,
  meanMilliseconds: null,
  p95Milliseconds: null,
  failedCalls: 0,
  models: [],
  now: [],
  lastSeenAt: 1,
}
const task = { run: 'r', task: 't', since: 1 }
const calls = (count: number) => [
  { model: 'm', calls: count, inputTokens: 0, outputTokens: 0, dollars: 0, unpriced: 0 },
]

describe('the health of an agent', () => {
  it.each([
    ['never used', (({ lastSeenAt: _, ...never }) => never)(idle)],
    ['silent', idle],
    ['well', { ...idle, now: [task] }],
    ['well', { ...idle, done: 4, failed: 1 }],
    ['failing', { ...idle, done: 3, failed: 1 }],
    ['failing', { ...idle, failed: 1, now: [task] }],
    ['failing', { ...idle, models: calls(4), failedCalls: 1 }],
    ['well', { ...idle, done: 2, models: calls(4), failedCalls: 1 }],
  ] as const)('is %s', (word, activity) => {
    expect(healthOf({ ...activity, models: [...activity.models], now: [...activity.now] })).toBe(word)
  })

  it('is told of those that are defined and of those that were seen, and nobody is at work where no process is', async () => {
    const defined = {
      name: 'b',
      description: 'd',
      instructions: 'secret',
      limits: {},
      origin: 'user',
      path: '/x',
      notes: [],
    }
    const store = {
      activity: {
        agents: async () => [{ ...idle, now: [task, { ...task, run: 'left' }, { ...task, run: 'gone' }] }],
        spend: () => Promise.reject(new Error('not asked')),
      },
    }
    const engine = {
      get: async (id: string) =>
        id === 'gone'
          ? undefined
          : {
              id,
              workflow: 'w',
              version: 1,
              status: 'running' as const,
              priority: 0,
              createdAt: 0,
              attended: id === 'r',
            },
    }
    const all = await agentHealth({ engine, store }, [defined as FoundAgent], 0)
    expect(all.map(({ agent, health }) => [agent, health])).toEqual([
      ['a', 'well'],
      ['b', 'never used'],
    ])
    expect(all[0]?.now).toEqual([task])
    expect(JSON.stringify(all)).not.toContain('secret')
  })
})
