// How long OpenFeature's provider for browsers takes to give the new value of a flag: node delay.mjs FLAG CHANGES.
// Prints the milliseconds from before the request that changes it, a line a change.
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider'
import { OpenFeature, ProviderEvents } from '@openfeature/web-sdk'
import { EventSource } from 'eventsource'
import { BASE, toggle, within } from './service.mjs'

const SOON = 10_000
const [flag, changes] = [process.argv[2], Number(process.argv[3])]

// What a browser has.
globalThis.EventSource = EventSource
await OpenFeature.setContext({ targetingKey: 'somebody' })
await OpenFeature.setProviderAndWait(new OFREPWebProvider({ baseUrl: BASE, pollInterval: -1 }))
const client = OpenFeature.getClient()
const value = () => client.getBooleanValue(flag, false)

let before = value()
let come = () => {}
client.addHandler(ProviderEvents.ConfigurationChanged, () => {
  if (value() !== before) come()
})
for (let n = 0; n < changes; n++) {
  before = value()
  const began = performance.now()
  await within(SOON, 'the new value', (arrived) => {
    come = arrived
    toggle(flag)
  })
  console.log(performance.now() - began)
}
await OpenFeature.close()
