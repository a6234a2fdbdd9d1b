// Wrong requests: a clear 4xx in the form of the specification, and a server that goes on.
import assert from 'node:assert/strict'
import { check } from '../lib/check.mjs'
import { batchFailure, explained, failure, success } from '../lib/shapes.mjs'

const FLAGS = '/ofrep/v1/evaluate/flags'

const NOT_JSON = {
  'not-json': '{"context": ',
  'no-object': '"text"',
  'trailing-text': '{"context": {}} more',
  'invalid-utf8': Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  'deep-nesting': `{"context":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`
}

const NO_CONTEXT = { 'context-list': '[1]', 'context-text': '"x"', 'context-number': '7' }

const KEYS = {
  'key-traversal': '..%2f..%2fetc%2fpasswd', 'key-nul': 'a%00b', 'key-escape': 'a%zzb',
  'key-long': 'k'.repeat(3000), 'key-unicode': '%F0%9F%91%8B'
}

export const ERRORS = [
  check('errors/not-found', 'an unknown flag is 404 with FLAG_NOT_FOUND and its key', [], async ({ server }) => {
    const answer = (await server.single('conformance-never-made')).expect(404)
    failure(answer.json(), 'conformance-never-made', ['FLAG_NOT_FOUND'])
  }),

  check('errors/broken', 'a flag that cannot be evaluated is 400 with its key, or 500', ['broken'],
    async ({ server, flags }) => {
      const answer = (await server.single(flags.broken.key)).expect(400, 500)
      answer.status === 400 ? failure(answer.json(), flags.broken.key) : explained(answer)
    }),

  ...Object.entries(NOT_JSON).flatMap(([name, body]) => [
    check(`errors/single-${name}`, 'a body that cannot be read is 400 with the key', ['true'], async (world) => {
      const { key } = world.flags.true
      const answer = (await world.server.send({ path: `${FLAGS}/${key}`, body })).expect(400)
      failure(answer.json(), key)
      await goesOn(world)
    }),
    check(`errors/bulk-${name}`, 'a body that cannot be read is 400 with a code', [], async (world) => {
      batchFailure((await world.server.send({ path: FLAGS, body })).expect(400).json())
      await goesOn(world)
    })
  ]),

  ...Object.entries(NO_CONTEXT).map(([name, context]) =>
    check(`errors/${name}`, 'a context that is no object is 400', ['true'], async ({ server, flags }) => {
      const body = `{"context":${context}}`
      batchFailure((await server.send({ path: FLAGS, body })).expect(400).json())
      const { key } = flags.true
      failure((await server.send({ path: `${FLAGS}/${key}`, body })).expect(400).json(), key)
    })),

  ...Object.entries(KEYS).map(([name, path]) =>
    check(`errors/${name}`, 'a key that no flag has is a 4xx that explains itself', [], async (world) => {
      const answer = await world.server.send({ path: `${FLAGS}/${path}`, json: { context: {} } })
      assert.ok(answer.status >= 400 && answer.status < 500, `${answer}`)
      explained(answer)
      await goesOn(world)
    })),

  check('errors/missing-targeting-key', 'a split without a targeting key gives a result, or says what is missing',
    ['split'], async ({ server, flags }) => {
      const answer = (await server.single(flags.split.key, {})).expect(200, 400)
      const { key } = flags.split
      answer.status === 200 ? success(answer.json(), key) : failure(answer.json(), key, ['TARGETING_KEY_MISSING'])
    }),

  check('errors/huge-number', 'a number beyond every type is no server error', [], async (world) => {
    const answer = await world.server.send({ path: FLAGS, body: '{"context":{"n":1e999999}}' })
    answer.expect(200, 400)
    await goesOn(world)
  }),

  ...['GET', 'PUT', 'DELETE'].map((method) =>
    check(`errors/method-${method.toLowerCase()}`, 'another method is 404 or 405 and explains itself', ['true'],
      async ({ server, flags }) => {
        for (const path of [FLAGS, `${FLAGS}/${flags.true.key}`]) {
          explained((await server.send({ method, path, json: {} })).expect(404, 405))
        }
      })),

  check('errors/unknown-path', 'a path that is not in the protocol is 404 and explains itself', [],
    async ({ server }) => explained((await server.send({ path: '/ofrep/v1/nothing', json: {} })).expect(404)))
]

async function goesOn({ server }) {
  (await server.bulk()).expect(200)
}
