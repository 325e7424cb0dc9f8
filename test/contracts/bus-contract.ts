import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { answerRequests } from '../../src/bus/request.ts'
import type { Bus } from '../../src/core/bus.ts'
import type { Message, MessageOf, MessagePriority } from '../../src/core/message.ts'

export const note = (text: string, priority: MessagePriority = 'normal'): Message => ({
  id: randomUUID(),
  version: 1,
  type: 'notification',
  from: 'tester',
  at: Date.now(),
  priority,
  hops: 0,
  body: { text },
})
export const question = (text: string): MessageOf<'request'> => ({
  ...note(''),
  type: 'request',
  body: { question: text, findings: [] },
})
export const textOf = (message: Message) => (message.type === 'notification' ? message.body.text : message.type)

export async function until(holds: () => boolean, milliseconds = 20_000): Promise<void> {
  const end = performance.now() + milliseconds
  while (!holds()) {
    if (performance.now() > end) throw new Error('It did not come to hold.')
    await sleep(5)
  }
}

/** The promises that every bus keeps. */
export function busContract(name: string, makeBus: () => Promise<Bus>): void {
  describe(`${name} keeps the promises of a bus`, () => {
    const open: Bus[] = []
    const make = async () => {
      const bus = await makeBus()
      open.push(bus)
      return bus
    }
    afterEach(async () => {
      await Promise.all(open.splice(0).map((bus) => bus.close()))
    })
    const topic = () => `topic.${randomUUID()}`

    it('gives every message to every subscriber, in the order of publishing, and nothing from before', async () => {
      const bus = await make()
      const here = topic()
      await bus.publish(here, note('before'))
      const heard: string[][] = [[], []]
      for (const one of heard) await bus.subscribe(here, (message) => void one.push(textOf(message)))
      const texts = Array.from({ length: 50 }, (_, number) => String(number))
      for (const text of texts) await bus.publish(here, note(text))
      await until(() => heard.every(({ length }) => length === texts.length))
      expect(heard).toEqual([texts, texts])
    })

    it('gives each message to one of a group, and keeps what comes while none is there', async () => {
      const bus = await make()
      const here = topic()
      const heard: string[] = []
      const join = () => bus.subscribe(here, (message) => void heard.push(textOf(message)), { group: 'g' })
      const [one, two] = [await join(), await join()]
      for (let number = 0; number < 20; number++) await bus.publish(here, note(String(number)))
      await until(() => heard.length >= 20)
      await one.end()
      await two.end()
      await bus.publish(here, note('alone'))
      await sleep(50)
      expect(heard).not.toContain('alone')
      await join()
      await until(() => heard.includes('alone'))
      expect(heard).toHaveLength(21)
      expect(new Set(heard).size).toBe(21)
    })

    it('hands on a message that was published twice once', async () => {
      const bus = await make()
      const here = topic()
      const heard: string[] = []
      await bus.subscribe(here, (message) => void heard.push(textOf(message)))
      const twice = note('twice')
      await bus.publish(here, twice)
      await bus.publish(here, twice)
      await bus.publish(here, note('end'))
      await until(() => heard.includes('end'))
      expect(heard).toEqual(['twice', 'end'])
    })

    it('lets the urgent overtake what waits', async () => {
      const bus = await make()
      const here = topic()
      const heard: string[] = []
      let go = (): void => undefined
      const gate = new Promise<void>((resolve) => {
        go = resolve
      })
      await bus.subscribe(here, async (message) => {
        heard.push(textOf(message))
        if (heard.length === 1) await gate
      })
      await bus.publish(here, note('first'))
      await until(() => heard.length === 1)
      await bus.publish(here, note('late', 'low'))
      await bus.publish(here, note('usual'))
      await bus.publish(here, note('fire', 'urgent'))
      await sleep(200)
      go()
      await until(() => heard.length === 4)
      expect(heard).toEqual(['first', 'fire', 'usual', 'late'])
    })

    it('offers again what a member of a group did not take, a few times', async () => {
      const bus = await make()
      const here = topic()
      const tries: string[] = []
      await bus.subscribe(
        here,
        (message) => {
          tries.push(textOf(message))
          if (textOf(message) === 'never' || tries.length === 1) throw new Error('not now')
        },
        { group: 'g' },
      )
      await bus.publish(here, note('in the end'))
      await bus.publish(here, note('never'))
      await bus.publish(here, note('after'))
      await until(() => tries.includes('after'))
      expect(tries).toEqual(['in the end', 'in the end', 'never', 'never', 'never', 'after'])
    })

    it('answers requests, by correlation, once each, and says when nobody answers in time', async () => {
      const bus = await make()
      const here = topic()
      const asked: string[] = []
      const serve = () =>
        answerRequests(bus, here, { name: 'server', group: 'servers', concurrency: 4 }, async ({ body }) => {
          asked.push(body.question)
          await sleep(Math.random() * 20)
          if (body.question === '7') throw new Error('seven is not liked')
          return body.question.length
        })
      await serve()
      await serve()
      const outcomes = await Promise.all(
        Array.from({ length: 30 }, (_, number) =>
          bus.request(here, question(String(number)), { timeoutMilliseconds: 10_000 }),
        ),
      )
      expect(asked).toHaveLength(30)
      for (const [number, outcome] of outcomes.entries())
        expect(outcome).toMatchObject({
          status: 'answered',
          response: {
            body:
              number === 7
                ? { status: 'failed', note: 'seven is not liked' }
                : { status: 'answered', data: String(number).length },
          },
        })
      expect(await bus.request(topic(), question('?'), { timeoutMilliseconds: 50 })).toEqual({ status: 'timed-out' })
      const stop = AbortSignal.abort(new Error('enough'))
      await expect(bus.request(here, question('?'), { timeoutMilliseconds: 50, signal: stop })).rejects.toThrow(
        'enough',
      )
    })

    it('refuses what is no message, and what is no topic', async () => {
      const bus = await make()
      await expect(bus.publish(topic(), { ...note('x'), version: 2 } as never)).rejects.toMatchObject({
        code: 'invalid-input',
      })
      await expect(bus.publish(topic(), { ...note('x'), body: {} } as never)).rejects.toMatchObject({
        code: 'invalid-input',
      })
      for (const bad of ['', '../x', 'a b', 'x\ny', 'ü'])
        await expect(bus.publish(bad, note('x'))).rejects.toMatchObject({ code: 'invalid-input' })
    })

    it('ends what is under way before a subscription has ended', async () => {
      const bus = await make()
      const here = topic()
      const done: string[] = []
      let isBusy = false
      const subscription = await bus.subscribe(here, async (message) => {
        isBusy = true
        await sleep(50)
        done.push(textOf(message))
      })
      await bus.publish(here, note('one'))
      await until(() => isBusy)
      await subscription.end()
      expect(done).toEqual(['one'])
      await bus.publish(here, note('two'))
      await sleep(80)
      expect(done).toEqual(['one'])
    })
  })
}
