/** A debate: sides that hear each other, and change their mind where the other is surer; the votes decide, or a person. */
import { analyst, type DebateRecord, debate, runMember } from 'watchfloor'

const side = (name: string, own: string, sure: number) =>
  analyst(name, ({ parts }) => {
    const surer = parts.find(({ contribution }) => (contribution?.confidence ?? 0) > sure + 0.2)?.contribution
    const position = surer?.position ?? own
    return { summary: `${name} is for "${position}".`, confidence: surer ? surer.confidence - 0.1 : sure, position }
  })

const change = debate({
  name: 'change board',
  sides: [
    side('release manager', 'roll back', 0.9),
    side('developer', 'fix forward', 0.6),
    side('security', 'roll back', 0.7),
  ],
  rounds: 2,
})

const { position, confidence, data } = await runMember(change, 'Roll back, or fix forward?')
const { rounds, decision, decidedBy } = data as DebateRecord
for (const [number, parts] of rounds.entries())
  console.log(`round ${number + 1}: ${parts.map(({ contribution }) => contribution?.position).join(', ')}`)
console.log(`${position} (${confidence.toFixed(2)}), ${decidedBy}`)
console.log(decision.tally.map(({ choice, agents }) => `${choice}: ${agents.join(', ')}`).join('; '))
