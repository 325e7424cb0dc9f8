/** Finds the root cause of the bundled incident, without a model, and shows the first thing to do. */
import { investigateIncident, renderStakeholderUpdate } from 'watchfloor'

const analysis = await investigateIncident({
  address: { path: 'examples/incidents/payment-gateway', trustSources: false, repositories: [] },
})

const [first] = analysis.actions
console.log(analysis.headline)
console.log(`First: ${first?.title} (${first?.command?.join(' ')})`)
console.log(renderStakeholderUpdate(analysis).split('\n')[0])
