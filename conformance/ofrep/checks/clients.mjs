// What providers that are in use choke on, or send, beyond the letter of the specification. README.md says who.
import assert from 'node:assert/strict'
import { check } from '../lib/check.mjs'
import { explained, success } from '../lib/shapes.mjs'

const FLAGS = '/ofrep/v1/evaluate/flags'
const REASONS = ['STATIC', 'DEFAULT', 'TARGETING_MATCH', 'SPLIT', 'CACHED', 'DISABLED', 'UNKNOWN', 'STALE']

const BODIES = {
  'no-body': undefined, 'empty-object': '{}', 'null-context': '{"context":null}',
  'empty-context': '{"context":{}}', 'unknown-members': '{"context":{"targetingKey":"a"},"sdk":{"name":"x"}}'
}

const TYPES = { 'no-content-type': null, charset: 'application/json; charset=utf-8', 'text-plain': 'text/plain' }

export const CLIENTS = [
  ...['true', 'disabled', 'noDefault', 'targeted'].flatMap((role) => [
    check(`clients/variant-${role}`, 'every result has a variant, with and without a value', [role], async (world) => {
      assert.equal(typeof (await result(world, role)).variant, 'string')
    }),
    check(`clients/metadata-${role}`, 'every result has metadata, be it empty', [role], async (world) => {
      assert.equal(typeof (await result(world, role)).metadata, 'object')
    }),
    check(`clients/reason-${role}`, 'every reason is one that OpenFeature names', [role], async (world) => {
      const { reason } = await result(world, role)
      assert.ok(REASONS.includes(reason), reason)
    })
  ]),

  check('clients/bulk-complete', 'every result of a bulk evaluation has variant and metadata', [],
    async ({ server }) => {
      for (const flag of (await server.bulk()).expect(200).json().flags.filter((each) => !('errorCode' in each))) {
        assert.equal(typeof flag.variant, 'string', flag.key)
        assert.equal(typeof (flag.metadata ?? undefined), 'object', flag.key)
      }
    }),

  ...Object.entries(BODIES).map(([name, body]) =>
    check(`clients/${name}`, 'a request that says little is evaluated', ['true'], async ({ server, flags }) => {
      for (const path of [FLAGS, `${FLAGS}/${flags.true.key}`]) (await server.send({ path, body })).expect(200)
    })),

  ...Object.entries(TYPES).map(([name, type]) =>
    check(`clients/${name}`, 'the type that a client gives its JSON does not matter', ['true'], async (world) => {
      const headers = { 'content-type': type };
      (await world.server.single(world.flags.true.key, {}, { headers })).expect(200)
    })),

  check('clients/encoded-key', 'a key may be percent-encoded as a whole', ['true'], async ({ server, flags }) => {
    const { key, value } = flags.true
    const path = Buffer.from(key).toString('hex').replace(/../g, (hex) => `%${hex.toUpperCase()}`)
    const body = (await server.send({ path: `${FLAGS}/${path}`, json: { context: {} } })).expect(200).json()
    assert.equal(success(body, key).value, value)
  }),

  check('clients/decoded-key', 'an answer names the key as it is, not as it was encoded', [], async ({ server }) => {
    const path = `${FLAGS}/conformance%2Dnever%2Dmade`
    assert.equal((await server.send({ path, json: {} })).expect(404).json().key, 'conformance-never-made')
  }),

  check('clients/trailing-slash', 'a slash at the end of the path does not matter', ['true'],
    async ({ server, flags }) => {
      for (const path of [`${FLAGS}/`, `${FLAGS}/${flags.true.key}/`]) {
        (await server.send({ path, json: { context: {} } })).expect(200)
      }
    }),

  check('clients/unknown-query', 'an unknown query parameter does not matter', ['true'], async ({ server, flags }) => {
    (await server.send({ path: `${FLAGS}/${flags.true.key}?x=1&y`, json: {} })).expect(200)
  }),

  check('clients/error-bodies', 'an error has a body of JSON, whatever was accepted', [], async ({ server }) => {
    for (const accept of ['*/*', 'text/plain', 'text/event-stream']) {
      explained((await server.single('conformance-never-made', {}, { headers: { accept } })).expect(404))
    }
  }),

  check('clients/keep-alive', 'a connection carries many requests', ['true'], async ({ server, flags }) => {
    for (let n = 0; n < 50; n++) (await server.single(flags.true.key, { n })).expect(200)
  })
]

async function result({ server, flags }, role) {
  const { key } = flags[role]
  return success((await server.single(key)).expect(200).json(), key)
}
