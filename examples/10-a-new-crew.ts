/** A crew of one's own in one file: three agents, a debate within a pipeline. It answers by code alone, and with a model where one is given. */
import { analyst, debate, type Finding, type GivenContribution, type Member, pipeline, runMember } from 'watchfloor'

interface Certificate {
  host: string
  daysLeft: number
  issuer: string
}

const finding = (agent: string, { host, daysLeft }: Certificate, strength: number): Finding => ({
  agent,
  component: host,
  cause: 'certificate-expires',
  signal: 'days-left',
  role: 'cause',
  strength,
  summary: `The certificate of ${host} ends in ${daysLeft} days.`,
  citations: [{ source: 'certificates.json', quote: host }],
})

/** Looks at all of them, and names those that end soon. */
const inspector = analyst('inspector', ({ data }): GivenContribution => {
  const soon = (data as Certificate[]).filter(({ daysLeft }) => daysLeft < 30)
  return {
    summary: `${soon.length} of ${(data as Certificate[]).length} certificates end within 30 days.`,
    confidence: 0.95,
    findings: soon.map((one) => finding('inspector', one, 1 - one.daysLeft / 60)),
    data,
  }
})

/** For renewing by hand, now: the surer, the sooner the first one ends. */
const cautious = analyst('cautious', ({ findings }): GivenContribution => {
  const worst = Math.max(0, ...findings.map(({ strength }) => strength))
  return { summary: 'A certificate that ends takes the host down.', confidence: worst, position: 'renew by hand today' }
})

/** For leaving it to the issuer, where that renews by itself. */
const thrifty = analyst('thrifty', ({ findings, data }): GivenContribution => {
  const hosts = new Set(findings.map(({ component }) => component))
  const own = (data as Certificate[]).filter(({ host }) => hosts.has(host))
  const automatic = own.filter(({ issuer }) => issuer === 'acme').length / Math.max(1, own.length)
  return {
    summary: `${Math.round(automatic * 100)}% renew by themselves.`,
    confidence: automatic,
    position: 'wait for the issuer',
  }
})

export function certificateCrew(): Member {
  const board = debate({ name: 'board', sides: [cautious, thrifty], rounds: 1 })
  return pipeline({ name: 'certificates', stages: [inspector, board] })
}

const certificates: Certificate[] = [
  { host: 'shop.example', daysLeft: 3, issuer: 'acme' },
  { host: 'api.example', daysLeft: 12, issuer: 'by hand' },
  { host: 'www.example', daysLeft: 80, issuer: 'acme' },
]
const { summary, position, findings } = await runMember(certificateCrew(), 'Which certificates need us?', {
  data: certificates,
})
console.log(position)
console.log(summary)
for (const { summary: what, strength } of findings) console.log(`${strength.toFixed(2)} ${what}`)
