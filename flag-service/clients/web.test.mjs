// OpenFeature's provider for browsers: one bulk request, then a stream of events. It does not poll.
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider'
import { OpenFeature, ProviderEvents } from '@openfeature/web-sdk'
import { EventSource } from 'eventsource'
import { BASE, toggle, within } from './service.mjs'

const SOON = 5000
const asked = []
let client

before(async () => {
  // What a browser has.
  globalThis.EventSource = EventSource
  const counted = async (...call) => {
    const answer = await fetch(...call)
    asked.push({ url: String(call[0]?.url ?? call[0]), status: answer.status })
    return answer
  }
  await OpenFeature.setContext({ targetingKey: 'somebody', plan: 'free' })
  await OpenFeature.setProviderAndWait(
    new OFREPWebProvider({ baseUrl: BASE, pollInterval: -1, fetchImplementation: counted }))
  client = OpenFeature.getClient()
})

after(() => OpenFeature.close())

test('every type arrives', () => {
  assert.equal(client.getBooleanValue('conformance-true', false), true)
  assert.equal(client.getStringValue('conformance-empty', 'not empty'), '')
  assert.equal(client.getNumberValue('conformance-large', 0), Number.MAX_SAFE_INTEGER)
  assert.deepEqual(client.getObjectValue('conformance-object', {}).nested, { on: true })
})

test('one flag that fails is an error of its own', () => {
  assert.equal(client.getBooleanDetails('conformance-broken', true).value, true)
  assert.equal(client.getBooleanDetails('conformance-broken', true).errorCode, 'GENERAL')
})

test('another plan of the same person changes what the rules say', async () => {
  assert.equal(client.getStringValue('conformance-targeted', ''), 'for free')
  await OpenFeature.setContext({ targetingKey: 'somebody', plan: 'pro' })
  assert.equal(client.getStringValue('conformance-targeted', ''), 'for pro')
})

test('a change reaches the client by an event, without polling', async () => {
  for (let n = 0; n < 3; n++) {
    const before = client.getBooleanValue('conformance-changing', false)
    const began = performance.now()
    await within(SOON, 'a change', (come) => {
      const listen = () => {
        if (client.getBooleanValue('conformance-changing', before) !== before) {
          client.removeHandler(ProviderEvents.ConfigurationChanged, listen)
          come()
        }
      }
      client.addHandler(ProviderEvents.ConfigurationChanged, listen)
      toggle('conformance-changing')
    })
    console.log(`# the change was here ${Math.round(performance.now() - began)} ms after it was asked for`)
  }
  assert.ok(asked.some(({ url }) => url.includes('flagConfigEtag=')), 'no request was caused by an event')
})
