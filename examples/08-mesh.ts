/** A mesh: peers react to what others find, hop by hop, until nobody has anything new to say. What is derived is no surer than what it builds on. */
import { analyst, deriveFinding, type Finding, type MeshRecord, mesh, runMember } from 'watchfloor'

const CALLERS: Record<string, string> = { 'ledger-db': 'payments', payments: 'checkout', checkout: 'storefront' }

const found = (agent: string, component: string, strength: number): Finding => ({
  agent,
  component,
  cause: component === 'ledger-db' ? 'disk-full' : 'dependency-failure',
  signal: 'errors',
  role: component === 'ledger-db' ? 'cause' : 'symptom',
  strength,
  summary: `${component} fails`,
  citations: component === 'ledger-db' ? [{ source: 'df.txt', line: 2, quote: '100% /var/lib' }] : [],
})

/** Knows one service: if what it calls fails, it says what that does to it. */
const peers = ['ledger-db', 'payments', 'checkout', 'storefront'].map((service) =>
  analyst(`${service}-agent`, ({ findings }) => {
    const below = findings.filter(({ component }) => CALLERS[component] === service)
    const own = service === 'ledger-db' && findings.length === 0 ? [found('ledger-db-agent', service, 0.95)] : []
    const derived = below.map((one) => deriveFinding(found(`${service}-agent`, service, 0.99), [one]))
    return { summary: `${service} looked.`, confidence: 0.8, findings: [...own, ...derived] }
  }),
)

const { findings, data } = await runMember(
  mesh({ name: 'services', peers, hopLimit: 6 }),
  'What is broken, and whom does it hurt?',
)
for (const { component, strength, basis } of findings)
  console.log(`${component} ${strength}${basis ? ` because of ${basis.map(({ agent }) => agent).join(', ')}` : ''}`)
const { ended, hops } = data as MeshRecord
console.log(
  ended,
  hops.map(({ fresh }) => fresh),
)
