// Bearer tokens and X-API-Key.
import assert from 'node:assert/strict'
import { check } from '../lib/check.mjs'
import { explained } from '../lib/shapes.mjs'

const NONE = { authorization: null }

const RIGHT = {
  bearer: (token) => ({ authorization: `Bearer ${token}` }),
  'lower-case': (token) => ({ authorization: `bearer ${token}` }),
  'api-key': (token) => ({ authorization: null, 'x-api-key': token })
}

const WRONG = {
  bearer: { authorization: 'Bearer not-the-token' },
  'api-key': { authorization: null, 'x-api-key': 'not-the-token' },
  'empty-bearer': { authorization: 'Bearer ' },
  long: { authorization: `Bearer ${'x'.repeat(4000)}` }
}

export const AUTH = [
  ...Object.entries(RIGHT).map(([name, headers]) =>
    check(`auth/right-${name}`, 'the token is taken', ['token', 'true'], async ({ server, flags, options }) => {
      const more = { headers: headers(options.token) };
      (await server.bulk({}, more)).expect(200);
      (await server.single(flags.true.key, {}, more)).expect(200)
    })),

  ...Object.entries(WRONG).map(([name, headers]) =>
    check(`auth/wrong-${name}`, 'a wrong token is 401 or 403 and explained', ['token', 'true'], async (world) => {
      for (const answer of await both(world, headers)) explained(answer.expect(401, 403))
    })),

  check('auth/none', 'without a token it is 401 or 403 and explained', ['token', 'strict', 'true'], async (world) => {
    for (const answer of await both(world, NONE)) explained(answer.expect(401, 403))
  }),

  check('auth/anonymous', 'without a token the flags come', ['open', 'true'], async (world) => {
    for (const answer of await both(world, NONE)) answer.expect(200)
  }),

  check('auth/challenge', 'a 401 names the scheme in WWW-Authenticate', ['token'], async ({ server }) => {
    const answer = (await server.bulk({}, { headers: WRONG.bearer })).expect(401, 403)
    if (answer.status === 401) assert.match(answer.headers['www-authenticate'] ?? 'nothing', /bearer/i)
  }),

  check('auth/hidden', 'whether a flag exists is not told to whoever has a wrong token', ['token', 'true'],
    async ({ server, flags }) => {
      const ask = async (key) => (await server.single(key, {}, { headers: WRONG.bearer })).status
      assert.equal(await ask('conformance-never-made'), await ask(flags.true.key))
    })
]

async function both({ server, flags }, headers) {
  return [await server.bulk({}, { headers }), await server.single(flags.true.key, {}, { headers })]
}
