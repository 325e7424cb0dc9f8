/** A hierarchy: a head over managers over workers. One worker never answers: the others' work stands, and the record says so. */
import { analyst, hierarchy, runMember, type TeamRecord } from 'watchfloor'

const device = (name: string, finding: string, confidence: number) =>
  analyst(name, () => ({ summary: finding, confidence, position: finding }))
const silent = analyst('firewall', () => new Promise(() => undefined))

const manager = (name: string) =>
  analyst(name, ({ parts }) => ({
    summary: `${name}: ${parts.map(({ agent, status, contribution }) => `${agent} ${contribution?.summary ?? status}`).join(', ')}`,
    confidence: Math.max(...parts.map(({ contribution }) => contribution?.confidence ?? 0)),
  }))

const noc = hierarchy({
  name: 'network',
  head: manager('supervisor'),
  teams: [
    {
      name: 'core',
      manager: manager('core lead'),
      workers: [device('router-1', 'BGP down', 0.9), device('router-2', 'well', 0.6)],
    },
    { name: 'edge', manager: manager('edge lead'), workers: [device('switch-7', 'well', 0.7), silent] },
  ],
  milliseconds: { all: 1_500 },
})

const { summary, isPartial, data } = await runMember(noc, 'Why can nobody reach the shop?')
console.log(summary)
const edge = (data as TeamRecord).parts.find(({ agent }) => agent === 'edge')?.contribution?.data as TeamRecord
console.log(
  isPartial,
  edge.parts.map(({ agent, status }) => `${agent} ${status}`),
)
