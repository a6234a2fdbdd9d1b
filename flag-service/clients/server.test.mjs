// OpenFeature's provider for servers: one request for each evaluation.
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { OFREPProvider } from '@openfeature/ofrep-provider'
import { OpenFeature } from '@openfeature/server-sdk'
import { BASE } from './service.mjs'

let client

before(async () => {
  await OpenFeature.setProviderAndWait(new OFREPProvider({ baseUrl: BASE }))
  client = OpenFeature.getClient()
})

after(() => OpenFeature.close())

test('every type arrives', async () => {
  assert.equal(await client.getBooleanValue('conformance-true', false), true)
  assert.equal(await client.getBooleanValue('conformance-false', true), false)
  assert.equal(await client.getStringValue('conformance-string', ''), 'Grüße 👋 "quoted"')
  assert.equal(await client.getNumberValue('conformance-integer', 0), 42)
  assert.equal(await client.getNumberValue('conformance-integral-float', 0), 10)
  assert.deepEqual((await client.getObjectValue('conformance-object', {})).list, [1, 'two', { three: 3 }])
})

test('the context decides, and the reason says so', async () => {
  const details = await client.getStringDetails('conformance-targeted', '', { targetingKey: 'u', plan: 'pro' })
  assert.equal(details.value, 'for pro')
  assert.equal(details.variant, 'pro')
  assert.equal(details.reason, 'TARGETING_MATCH')
})

test('metadata arrives', async () => {
  const { flagMetadata } = await client.getBooleanDetails('conformance-metadata', false)
  assert.deepEqual({ ...flagMetadata }, { owner: 'conformance', version: 3, reviewed: true })
})

test('a flag that is disabled or has no default gives the default of the caller', async () => {
  for (const key of ['conformance-disabled', 'conformance-no-default']) {
    assert.equal(await client.getBooleanValue(key, true), true)
    assert.equal(await client.getBooleanValue(key, false), false)
  }
})

test('an unknown flag is not found', async () => {
  const details = await client.getBooleanDetails('conformance-never-made', true)
  assert.equal(details.errorCode, 'FLAG_NOT_FOUND')
  assert.equal(details.value, true)
})
